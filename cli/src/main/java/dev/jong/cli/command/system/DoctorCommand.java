package dev.jong.cli.command.system;

import dev.jong.base.Text;
import dev.jong.base.json.JsonPrinter;
import dev.jong.cli.command.Command;
import dev.jong.cli.option.ParsedCommand;
import dev.jong.service.container.Front;
import dev.jong.service.system.Doctor;
import java.util.List;

/// `jong doctor`.
public final class DoctorCommand implements Command {
    private final Doctor doctor;

    /// @param doctor the use case
    public DoctorCommand(Doctor doctor) {
        this.doctor = doctor;
    }

    @Override
    public int run(ParsedCommand line, Front front) {
        List<Doctor.Finding> findings = doctor.examine();
        if (line.flag("json")) {
            front.out(JsonPrinter.pretty(Doctor.json(findings)) + "\n");
            return 0;
        }
        StringBuilder out = new StringBuilder();
        for (Doctor.Finding finding : findings) {
            out.append(finding.area()).repeat(' ', 12 - finding.area().length());
            out.append(Text.printable(finding.rung()))
                    .append(": ")
                    .append(Text.printable(finding.why()))
                    .append('\n');
            if (!finding.better().isEmpty()) {
                out.repeat(' ', 12)
                        .append("better: ")
                        .append(Text.printable(finding.better()))
                        .append('\n');
            }
        }
        front.out(out.toString());
        return 0;
    }
}
