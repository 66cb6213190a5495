package dev.jong.build.lint;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All rules. `DL3043` and `DL3061` of hadolint are missing: such files are no Dockerfiles and are refused.
public final class RuleTable {
    /// Rules that are on only when they are asked for.
    private static final Set<String> UNUSUAL =
            Set.of("InvalidDefinitionDescription", "DL1001", "DL3057");

    private static final String TABLE =
            """
            ConsistentInstructionCasing warning all instructions of a file are in capitals, or all in small letters
            CopyIgnoredFile warning what is copied is not left out by the ignore file
            DuplicateStageName warning every stage has a name of its own
            ExposeInvalidFormat warning EXPOSE has a port, without an address or a port of the host
            ExposeProtoCasing warning the protocol of EXPOSE is in small letters
            FromAsCasing warning AS is written as its FROM is
            FromPlatformFlagConstDisallowed warning the platform of a FROM is a variable, or part of the stage's name
            InvalidDefaultArgInFrom warning a FROM is valid with the defaults of the arguments in it
            InvalidDefinitionDescription warning a comment above ARG or FROM begins with the name that is defined
            JSONArgsRecommended warning CMD and ENTRYPOINT are in JSON form, so that signals reach the program
            LegacyKeyValueFormat warning ENV and LABEL have NAME=VALUE
            MaintainerDeprecated warning the author is a label: LABEL org.opencontainers.image.authors=...
            MultipleInstructionsDisallowed warning a stage has one CMD, one ENTRYPOINT and one HEALTHCHECK: the last one counts
            NoEmptyContinuation warning no empty line stands within an instruction
            RedundantTargetPlatform warning $TARGETPLATFORM is what a FROM has anyway
            ReservedStageName warning no stage is called scratch or context
            SecretsUsedInArgOrEnv warning secrets come by RUN --mount=type=secret, which leaves no trace in the image
            StageNameCasing warning names of stages are in small letters
            UndefinedArgInFrom warning arguments in FROM are declared before the first FROM
            UndefinedVar warning variables are declared before they are used
            WorkdirRelativePath warning the first WORKDIR of a stage is absolute
            DL1001 info rules are not turned off by comments
            DL3000 error WORKDIR is absolute
            DL3001 info commands that make no sense in a container are not used: ssh, vim, shutdown, service, ps, free, top, kill, mount, ifconfig
            DL3002 warning the last user is not root
            DL3003 warning WORKDIR changes the directory, not cd
            DL3004 error sudo is not used: USER says who runs what
            DL3006 warning images have a tag
            DL3007 warning images have another tag than latest
            DL3008 warning packages of apt-get have a version: apt-get install NAME=VERSION
            DL3009 info the lists of apt-get are removed in the same step: rm -rf /var/lib/apt/lists/*
            DL3010 info ADD unpacks archives
            DL3011 error ports are numbers up to 65535
            DL3012 error a stage has one HEALTHCHECK
            DL3013 warning packages of pip have a version: pip install NAME==VERSION
            DL3014 warning apt-get install has -y
            DL3015 info apt-get install has --no-install-recommends
            DL3016 warning packages of npm have a version: npm install NAME@VERSION
            DL3018 warning packages of apk have a version: apk add NAME=VERSION
            DL3019 info apk add has --no-cache
            DL3020 error COPY copies files and directories, not ADD
            DL3021 error the destination of COPY ends with a slash when there are several sources
            DL3022 warning COPY --from has a stage before it
            DL3023 error COPY --from does not have its own stage
            DL3024 error every stage has a name of its own
            DL3025 warning CMD and ENTRYPOINT are in JSON form
            DL3026 error images are from registries that are trusted
            DL3027 warning apt is for people at a terminal: apt-get and apt-cache are for scripts
            DL3028 warning gems have a version: gem install NAME:VERSION
            DL3029 warning FROM has no fixed platform
            DL3030 warning yum install has -y
            DL3032 warning yum clean all follows in the same step
            DL3033 warning packages of yum have a version: yum install -y NAME-VERSION
            DL3034 warning zypper has -n or -y
            DL3035 warning zypper dist-upgrade is not used
            DL3036 warning zypper clean follows in the same step
            DL3037 warning packages of zypper have a version: zypper install NAME=VERSION
            DL3038 warning dnf install has -y
            DL3040 warning dnf clean all follows in the same step
            DL3041 warning packages of dnf have a version: dnf install -y NAME-VERSION
            DL3042 warning pip install has --no-cache-dir
            DL3044 error an ENV does not use variables that it defines itself
            DL3045 warning a COPY to a relative destination follows a WORKDIR
            DL3046 warning useradd with a high user id has -l, or it makes a huge file
            DL3047 info wget has --progress, or it fills the log
            DL3048 style names of labels have small letters, digits, dots and dashes, and begin and end with a letter or digit
            DL3049 info labels that are asked for are there
            DL3050 info only labels that are asked for are there
            DL3051 warning labels that are asked for have a value
            DL3052 warning the label is a URL
            DL3053 warning the label is a time by RFC 3339
            DL3054 warning the label is an SPDX license identifier
            DL3055 warning the label is a git hash
            DL3056 warning the label is a semantic version
            DL3057 info the image has a HEALTHCHECK
            DL3058 warning the label is an email address
            DL3059 info RUNs that follow each other are one
            DL3060 info yarn cache clean follows in the same step
            DL3062 warning packages of go have a version: go install NAME@VERSION
            DL3063 warning no stage is called scratch or context
            DL3064 warning secrets are in neither ARG nor ENV
            DL3065 warning $TARGETPLATFORM is what a FROM has anyway
            DL3066 info USER is a number, which a host can check
            DL3067 warning not all files of another stage are copied
            DL4000 error MAINTAINER is deprecated
            DL4001 warning either wget or curl is used, not both
            DL4003 warning a stage has one CMD: the last one counts
            DL4004 error a stage has one ENTRYPOINT: the last one counts
            DL4005 warning SHELL changes the shell
            DL4006 warning a RUN with a pipe follows SHELL with -o pipefail
            """;

    private static final Map<String, Rule> RULES = read();

    private RuleTable() {}

    private static Map<String, Rule> read() {
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] parts = line.split(" ", 3);
            Severity severity = Severity.of(parts[1]).orElseThrow();
            boolean usual = !UNUSUAL.contains(parts[0]);
            rules.put(parts[0], new Rule(parts[0], severity, parts[2], usual));
        }
        return Map.copyOf(rules);
    }

    /// All rules, sorted by name.
    public static List<Rule> all() {
        return RULES.values().stream().sorted(Comparator.comparing(Rule::name)).toList();
    }

    /// Whether there is a rule of that name.
    public static boolean has(String name) {
        return RULES.containsKey(name);
    }

    static Rule rule(String name) {
        Rule rule = RULES.get(name);
        if (rule == null) {
            throw new IllegalArgumentException("no rule " + name);
        }
        return rule;
    }
}
