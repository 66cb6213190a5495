package dev.jong.cli.command.container;

import dev.jong.service.live.ListProcesses;
import dev.jong.service.live.ProcessFacts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/// A column of `ps`, with the name that `-o` knows it by.
///
/// @param header above the column
/// @param name as `ps -o` names it, without synonyms
record PsColumn(String header, String name) {
    private static final int PAGE = 4096;
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    /// The column that a name of `ps -o` stands for; empty for one that is not known.
    static Optional<PsColumn> of(String name) {
        String header =
                switch (name) {
                    case "user", "euser", "uname", "ruser" -> "USER";
                    case "uid", "euid" -> "UID";
                    case "pid", "tgid" -> "PID";
                    case "ppid" -> "PPID";
                    case "pgid", "pgrp" -> "PGID";
                    case "sid", "sess", "session" -> "SID";
                    case "c" -> "C";
                    case "pcpu", "%cpu" -> "%CPU";
                    case "pmem", "%mem" -> "%MEM";
                    case "vsz", "vsize" -> "VSZ";
                    case "rss", "rssize", "rsz" -> "RSS";
                    case "tty", "tt", "tname" -> "TTY";
                    case "stat", "state", "s" -> name.equals("stat") ? "STAT" : "S";
                    case "stime", "start_time" -> "STIME";
                    case "start", "bsdstart" -> "START";
                    case "time", "cputime" -> "TIME";
                    case "etime" -> "ELAPSED";
                    case "nlwp", "thcount" -> "NLWP";
                    case "ni", "nice" -> "NI";
                    case "pri" -> "PRI";
                    case "comm", "ucmd", "ucomm" -> "COMMAND";
                    case "args", "cmd", "command" -> name.equals("cmd") ? "CMD" : "COMMAND";
                    default -> "";
                };
        return header.isEmpty() ? Optional.empty() : Optional.of(new PsColumn(header, name));
    }

    String value(ProcessFacts process, ListProcesses.Snapshot host, Instant now) {
        return switch (name) {
            case "user", "euser", "uname", "ruser", "uid", "euid" -> process.user();
            case "pid", "tgid" -> Long.toString(process.pid());
            case "ppid" -> Long.toString(process.parent());
            case "pgid", "pgrp" -> Long.toString(process.field(5));
            case "sid", "sess", "session" -> Long.toString(process.field(6));
            case "c" -> Long.toString(tenths(process, host) / 10);
            case "pcpu", "%cpu" -> decimal(tenths(process, host));
            case "pmem", "%mem" ->
                    decimal(1000 * process.field(24) * PAGE / Math.max(1, host.memoryBytes()));
            case "vsz", "vsize" -> Long.toString(process.field(23) / 1024);
            case "rss", "rssize", "rsz" -> Long.toString(process.field(24) * PAGE / 1024);
            case "tty", "tt", "tname" -> terminal((int) process.field(7));
            case "stat", "state", "s" -> process.state();
            case "stime", "start_time", "start", "bsdstart" ->
                    start(host.bootSeconds() + process.startTicks() / 100, now);
            case "time", "cputime" -> clock(process.ticks() / 100, true);
            case "etime" -> clock(age(process, host) / 100, false);
            case "nlwp", "thcount" -> Long.toString(process.field(20));
            case "ni", "nice" -> Long.toString(process.field(19));
            case "pri" -> Long.toString(39 - process.field(18));
            case "comm", "ucmd", "ucomm" -> process.command();
            default -> process.line().isEmpty() ? "[" + process.command() + "]" : process.line();
        };
    }

    private static long age(ProcessFacts process, ListProcesses.Snapshot host) {
        return Math.max(0, host.uptimeTicks() - process.startTicks());
    }

    /// Processor time over its life, in tenths of a percent.
    private static long tenths(ProcessFacts process, ListProcesses.Snapshot host) {
        return 1000 * process.ticks() / Math.max(100, age(process, host));
    }

    private static String decimal(long tenths) {
        return tenths / 10 + "." + tenths % 10;
    }

    /// tty_nr of proc(5): minor number in bits 31 to 20 and 7 to 0, major in 15 to 8.
    private static String terminal(int device) {
        int major = device >> 8 & 0xff;
        int minor = device & 0xff | device >> 12 & 0xfff00;
        if (major >= 136 && major <= 143) {
            return "pts/" + (minor + (major - 136) * 256);
        }
        return major == 4 ? "tty" + minor : "?";
    }

    /// The time of a day, or the day of an earlier one.
    private static String start(long seconds, Instant now) {
        ZonedDateTime then = Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault());
        ZonedDateTime today = now.atZone(ZoneId.systemDefault());
        if (then.toLocalDate().equals(today.toLocalDate())) {
            return two(then.getHour()) + ":" + two(then.getMinute());
        }
        return then.getYear() == today.getYear()
                ? MONTHS[then.getMonthValue() - 1] + two(then.getDayOfMonth())
                : Integer.toString(then.getYear());
    }

    /// `[DD-]HH:MM:SS`; hours only where there are any, unless they are always wanted.
    private static String clock(long seconds, boolean hours) {
        String rest = two(seconds / 60 % 60) + ":" + two(seconds % 60);
        if (!hours && seconds < 3600) {
            return rest;
        }
        String days = seconds < 86400 ? "" : seconds / 86400 + "-";
        return days + two(seconds / 3600 % 24) + ":" + rest;
    }

    private static String two(long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }
}
