package dev.jong.it.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.json.JsonParser;
import dev.jong.it.harness.Account;
import dev.jong.it.harness.Probe;
import dev.jong.it.harness.Prober;
import dev.jong.it.harness.Result;
import dev.jong.it.harness.Shell;
import dev.jong.it.harness.Site;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// `explain` decides nothing of its own: for many command lines, what it announces is what the prober finds in a
/// container of the same command line.
@Tag("root")
class ExplainedTest {
    static final List<String> ANYBODY =
            List.of(
                    "",
                    "-e A=1 -e B=two",
                    "--env-file vars",
                    "-w /var -h mast",
                    "-v ./data:/data -v ./data:/fixed:ro",
                    "--mount type=bind,source=$WORK/data,target=/data,readonly",
                    "--tmpfs /run/x:size=1m,mode=700 --mount type=tmpfs,target=/y",
                    "--read-only --tmpfs /tmp",
                    "--cap-drop ALL",
                    "--cap-drop ALL --cap-add CHOWN --cap-add NET_RAW",
                    "--security-opt no-new-privileges",
                    "--security-opt seccomp=unconfined",
                    "--security-opt systempaths=unconfined",
                    "--network host",
                    "--ulimit nofile=100:200 --ulimit core=0",
                    "--sysctl net.ipv4.ip_forward=1 --sysctl kernel.msgmax=4096",
                    "--shm-size 1m --init",
                    "--ipc host",
                    "--entrypoint /bin/probe -i",
                    "--rootfs $WORK/tree --read-only");

    static final List<String> ROOT =
            List.of(
                    "-u alice",
                    "-u 1000:10",
                    "-u bob:audio",
                    "-u 4242",
                    "-u alice --group-add audio --group-add 77",
                    "--privileged",
                    "--privileged -u alice --security-opt no-new-privileges",
                    "--cap-add ALL",
                    "--cap-add ALL --cap-drop SYS_ADMIN",
                    "--cap-add SYS_ADMIN --security-opt seccomp=unconfined -v ./data:/data",
                    "--pid host",
                    "--uts host",
                    "--cgroupns host",
                    "--pid host --ipc host --uts host --network host --cgroupns host",
                    "-m 64m",
                    "-m 64m --memory-swap 96m --memory-reservation 32m",
                    "-m 64m --memory-swap -1",
                    "--pids-limit 17",
                    "--pids-limit -1 --cpus 0.5 --cpu-shares 512 --cpuset-cpus 0",
                    "--device /dev/null:/dev/nothing --device /dev/zero:/dev/void:r",
                    "--oom-score-adj 500 --domainname sea.example",
                    "--add-host mast:10.1.2.3 --dns 10.9.8.7",
                    "-v /etc:/host:ro,rslave -v /etc/hostname:/file",
                    "--rootfs $WORK/tree -u 5:6 -w /new/place");

    private static Account root;
    private static Account ordinary;
    private static Site asRoot;
    private static Site asOrdinary;

    @BeforeAll
    static void open() {
        root = Account.root();
        ordinary = Account.withRange();
        asRoot = open(root);
        asOrdinary = open(ordinary);
    }

    @AfterAll
    static void close() {
        try (Account _ = root;
                Account _ = ordinary;
                Site _ = asRoot;
                Site _ = asOrdinary) {
            root = null;
        }
    }

    @ParameterizedTest(name = "run {0}")
    @FieldSource("ANYBODY")
    void what_is_announced_to_an_ordinary_user_is_found(String options) throws Exception {
        assertThat(differences(asOrdinary, options)).isEmpty();
    }

    @ParameterizedTest(name = "run {0}")
    @FieldSource({"ANYBODY", "ROOT"})
    void what_is_announced_to_root_is_found(String options) throws Exception {
        assertThat(differences(asRoot, options)).isEmpty();
    }

    private static Site open(Account account) {
        Site site = Site.open(account);
        site.directory("work/data");
        Prober.copy(site.work().resolve("tree"));
        Shell.run(
                "chown",
                "-R",
                account.uid() + ":" + account.gid(),
                site.work().resolve("tree").toString());
        site.file("vars", "FROM_FILE=yes\n# no\nEMPTY=\n");
        return site;
    }

    private static List<String> differences(Site site, String options) throws Exception {
        List<String> line = new ArrayList<>();
        for (String word :
                options.isEmpty()
                        ? new String[0]
                        : options.replace("$WORK", site.work().toString()).split(" ")) {
            line.add(word);
        }
        if (!options.contains("--rootfs")) {
            line.add("box");
        }
        line.addAll(options.contains("--entrypoint") ? List.of("dump") : List.of("probe", "dump"));
        List<String> explain = new ArrayList<>(List.of("explain", "run", "--json"));
        explain.addAll(line);
        List<String> run = new ArrayList<>(List.of("run", "--rm"));
        run.addAll(line);
        Result explained = site.succeeds(explain.toArray(new String[0]));
        Probe inside = site.succeeds(run.toArray(new String[0])).probe();
        Probe caller = site.host(site.work() + "/tree/bin/probe", "dump").finish().probe();
        return new Comparison(JsonParser.parseObject(explained.out()), inside, caller)
                .differences();
    }
}
