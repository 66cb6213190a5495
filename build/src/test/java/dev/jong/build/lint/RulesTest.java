package dev.jong.build.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jong.base.Text;
import dev.jong.build.dockerfile.ParseDockerfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One file that breaks each rule, and one that comes close and does not. `;` stands for a line's end.
class RulesTest {
    private static final String CASES =
            """
            ConsistentInstructionCasing | FROM a;run b;RUN c | from a;run b
            ConsistentInstructionCasing | from a;run b;RUN c | FROM a;RUN b
            CopyIgnoredFile | FROM a;COPY ./secret/ /x | FROM a;COPY --from=b secret /x;COPY open /
            CopyIgnoredFile | FROM a;ARG f=secret;ADD $f /x | FROM a;COPY sec* /x
            DuplicateStageName | FROM a AS x;FROM b AS X | FROM a AS x;FROM b AS y
            ExposeInvalidFormat | FROM a;EXPOSE 127.0.0.1:80:80 | FROM a;EXPOSE 80/tcp 81-83
            ExposeProtoCasing | FROM a;EXPOSE 80/TCP | FROM a;EXPOSE 80/tcp 81
            FromAsCasing | FROM a as x | FROM a AS x
            FromAsCasing | from a AS x | from a as x
            FromPlatformFlagConstDisallowed | FROM --platform=linux/amd64 a AS x | FROM --platform=linux/amd64 a AS x_amd64;FROM --platform=$BUILDPLATFORM b
            InvalidDefaultArgInFrom | ARG T;FROM a:$T | ARG T=1;FROM a:$T;FROM a:${U:-1}
            InvalidDefinitionDescription | # check=experimental=all;;# something else;FROM a AS x | # check=experimental=all;;# x is it;FROM a AS x;# other;;ARG y
            InvalidDefinitionDescription | # check=experimental=InvalidDefinitionDescription;FROM a;# what;ARG y | FROM a;# what;ARG y
            JSONArgsRecommended | FROM a;CMD a b | FROM a;CMD ["a"];ENTRYPOINT []
            JSONArgsRecommended | FROM a;ENTRYPOINT a | FROM a AS b;SHELL ["/bin/x"];FROM b;CMD a b
            LegacyKeyValueFormat | FROM a;ENV a b | FROM a;ENV a=b
            LegacyKeyValueFormat | FROM a;LABEL a b | FROM a;LABEL a=b
            MaintainerDeprecated | FROM a;MAINTAINER x | FROM a
            MultipleInstructionsDisallowed | FROM a;CMD ["a"];CMD ["b"] | FROM a;CMD ["a"];FROM b;CMD ["b"]
            NoEmptyContinuation | FROM a;RUN b \\;;c | FROM a;RUN b \\;# x; c;RUN <<E;;x;E
            RedundantTargetPlatform | FROM --platform=${TARGETPLATFORM} a | FROM --platform=$BUILDPLATFORM a
            ReservedStageName | FROM a AS scratch | FROM a AS scratches
            SecretsUsedInArgOrEnv | FROM a;ARG DB_PASSWORD | FROM a;ARG PUBLIC_KEY;ENV MONKEY=1;ENV TOKENS=1
            SecretsUsedInArgOrEnv | FROM a;ENV token=x y=z | FROM a;LABEL token=x
            StageNameCasing | FROM a AS Build | FROM a AS build
            UndefinedArgInFrom | ARG TAG=1;FROM a:$TGA | ARG TAG;FROM --platform=$BUILDPLATFORM a:$TAG;FROM a:${X:-y}
            UndefinedVar | FROM scratch;COPY $foo . | FROM scratch;ARG foo;COPY $foo ${bar:-x} '$no' .
            UndefinedVar | FROM alpine;ENV PATH=$PAHT:/app/bin | FROM alpine;ENV PATH=$GOPATH:$PATH
            UndefinedVar | FROM scratch AS a;ENV x=1 y=$x;FROM a;USER $z | FROM scratch AS a;ENV x=1;FROM a;USER $x
            WorkdirRelativePath | FROM a;WORKDIR x | FROM a;WORKDIR /a;WORKDIR x
            DL1001 | # hadolint ignore=DL3006;FROM a | FROM a
            DL3000 | FROM a;WORKDIR x | FROM a;WORKDIR "/x";WORKDIR $y
            DL3001 | FROM a;RUN /usr/bin/ssh x | FROM a;RUN apt-get install ssh
            DL3002 | FROM a;USER x;USER root:root | FROM a;USER root;USER 1
            DL3003 | FROM a;RUN true && cd /x | FROM a;RUN echo "cd x"
            DL3004 | FROM a;RUN x; FROM b;RUN if true; then sudo x; fi | FROM a;RUN pseudo x
            DL3006 | FROM a | FROM scratch;FROM a:1 AS x;FROM x;FROM a@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            DL3007 | FROM r:5/a:latest | FROM r:5/a:1
            DL3008 | FROM a;RUN apt-get update && apt-get install -y --no-install-recommends x y=1 | FROM a;RUN apt-get install -y -t old x=1 ./y.deb
            DL3009 | FROM a;RUN apt-get update && apt-get install -y x | FROM a AS b;RUN apt-get update;FROM c;COPY --from=b /x /y;RUN apt-get update && rm -rf /var/lib/apt/lists/*
            DL3010 | FROM a;COPY x/y.tar.gz /;RUN tar -xzf /y.tar.gz | FROM a;COPY y.tar.gz /;RUN cat y.tar.gz
            DL3011 | FROM a;EXPOSE 70000 | FROM a;EXPOSE 65535
            DL3012 | FROM a;HEALTHCHECK CMD a;HEALTHCHECK CMD b | FROM a;HEALTHCHECK CMD b
            DL3013 | FROM a;RUN python3 -m pip install x | FROM a;RUN pip install x==1 'y>=2' ./z && pip install -r r.txt
            DL3014 | FROM a;RUN apt-get install x | FROM a;RUN apt-get -qqy install x;RUN apt-get install -y x
            DL3015 | FROM a;RUN apt-get install -y x | FROM a;RUN apt-get install -y --no-install-recommends x
            DL3016 | FROM a;RUN npm install -g x | FROM a;RUN npm install -g @a/x@1 ./y && npm install && npm ci
            DL3018 | FROM a;RUN apk add x | FROM a;RUN apk add -t v x=1 'y~=2'
            DL3019 | FROM a;RUN apk add x=1 | FROM a;RUN apk --no-cache add x=1;RUN --mount=type=cache,target=/var/cache/apk apk add y=1
            DL3020 | FROM a;ADD x /y | FROM a;ADD x.tar.gz https://a/b git@h:x.git /y
            DL3021 | FROM a;COPY a b /c | FROM a;COPY a b /c/;COPY a /c
            DL3022 | FROM a;COPY --from=b / /x | FROM a AS b;FROM c;COPY --from=b / /x;COPY --from=0 / /x;COPY --from=i:1 /a /b
            DL3023 | FROM a AS b;COPY --from=b /x /y | FROM a AS b;FROM c AS d;COPY --from=b /x /y
            DL3024 | FROM a AS x;FROM b AS x | FROM a AS x;FROM b AS y
            DL3025 | FROM a;ENTRYPOINT a b | FROM a;ENTRYPOINT ["a"]
            DL3026 | FROM evil.io/a | FROM good.io/a AS b;FROM b;COPY --from=x.wild.io/a /b /c
            DL3026 | FROM good.io/a;COPY --from=evil.io/a /b /c | FROM scratch
            DL3027 | FROM a;RUN apt install x | FROM a;RUN apt-cache search x
            DL3028 | FROM a;RUN gem install x | FROM a;RUN gem install x:1 && gem install y -v 2
            DL3029 | FROM --platform=linux/arm64 a | FROM --platform=$X a
            DL3030 | FROM a;RUN yum install x | FROM a;RUN yum -y install x
            DL3032 | FROM a;RUN yum -y install x | FROM a;RUN yum -y install x && yum clean all
            DL3033 | FROM a;RUN yum -y install x-y | FROM a;RUN yum -y install x-1.2 y.rpm
            DL3034 | FROM a;RUN zypper install x | FROM a;RUN zypper -n install x
            DL3035 | FROM a;RUN zypper -n dup | FROM a;RUN zypper -n up
            DL3036 | FROM a;RUN zypper -n in x | FROM a;RUN zypper -n in x && zypper clean
            DL3037 | FROM a;RUN zypper -n in x | FROM a;RUN zypper -n install x=1 'y>2'
            DL3038 | FROM a;RUN dnf install x | FROM a;RUN dnf install -y x
            DL3040 | FROM a;RUN microdnf install -y x | FROM a;RUN dnf install -y x && rm -rf /var/cache/dnf
            DL3041 | FROM a;RUN dnf install -y x | FROM a;RUN dnf install -y x-1
            DL3042 | FROM a;RUN pip3 install x==1 | FROM a;ENV PIP_NO_CACHE_DIR=1;RUN pip install x==1
            DL3042 | FROM a;RUN pip install -r x | FROM a;RUN --mount=type=cache,target=/root/.cache pip install -r x
            DL3044 | FROM a;ENV a=1 b=$a/x | FROM a;ENV a=1;ENV a=2 b=$a PATH=$PATH:/x c=$ab
            DL3045 | FROM a;COPY x y | FROM a AS b;WORKDIR /x;FROM b;COPY x y
            DL3046 | FROM a;RUN useradd -u 1234567 x | FROM a;RUN useradd -lu 1234567 x && useradd -u 1000 y
            DL3047 | FROM a;RUN wget http://x | FROM a;RUN wget -qO- http://x
            DL3048 | FROM a;LABEL +?not..valid--key=x | FROM a;LABEL org.a-b.c=x
            DL3048 | FROM a;LABEL com.docker.x=y | FROM a;LABEL "com.dock.x"=y
            DL3049 | FROM a | FROM a AS x;LABEL must=1 created=2020-01-01T00:00:00Z home=https://x site=v1.2.3 commit=0123abc mail=a@b.c lic=MIT;FROM x
            DL3050 | FROM a;LABEL other=1 | FROM a;LABEL must=1
            DL3051 | FROM a;LABEL must="" | FROM a;LABEL must=1
            DL3052 | FROM a;LABEL home=x | FROM a;LABEL home="https://x/y"
            DL3053 | FROM a;LABEL created=yesterday | FROM a;LABEL created=2020-01-01T00:00:00+02:00
            DL3054 | FROM a;LABEL lic="not a license" | FROM a;LABEL lic="MIT OR Apache-2.0"
            DL3055 | FROM a;LABEL commit=master | FROM a;LABEL commit=43c572f1272b8b2a9ab5a3a3a1f0d1a3a2b0c0d1
            DL3056 | FROM a;LABEL site=1.2 | FROM a;LABEL site=1.2.3-rc.1+b
            DL3057 | FROM a | FROM a;HEALTHCHECK NONE
            DL3058 | FROM a;LABEL mail=me | FROM a;LABEL mail=me@x.org
            DL3059 | FROM a;RUN a;RUN b | FROM a;RUN a;USER 1;RUN b
            DL3060 | FROM a;RUN yarn install | FROM a;RUN yarn install && yarn cache clean
            DL3062 | FROM a;RUN go install x.io/y@latest | FROM a;RUN go install x.io/y@v1 && go install ./cmd
            DL3063 | FROM a AS context | FROM a AS contexts
            DL3064 | FROM a;ENV API_TOKEN=x | FROM a;ENV A=x
            DL3065 | FROM --platform=$TARGETPLATFORM a | FROM --platform=$BUILDPLATFORM a
            DL3066 | FROM a;USER app | FROM a;USER 1000:app;USER $x
            DL3067 | FROM a AS b;FROM c;COPY --from=b / / | FROM a AS b;FROM c;COPY --from=b /x /
            DL4000 | FROM a;MAINTAINER x | FROM a
            DL4001 | FROM a;RUN wget x;RUN curl y | FROM a;RUN wget x;FROM b;RUN curl y && apt-get install wget
            DL4003 | FROM a;CMD a;CMD b | FROM a;CMD b
            DL4004 | FROM a;ENTRYPOINT a;ENTRYPOINT b | FROM a;ENTRYPOINT b
            DL4005 | FROM a;RUN ln -sf /bin/bash /bin/sh | FROM a;RUN ln -s /a /b
            DL4006 | FROM a;RUN a | b | FROM a AS x;SHELL ["/bin/bash", "-o", "pipefail", "-c"];FROM x;RUN a | b
            DL4006 | FROM a;RUN echo "$(a | b)" | FROM a;RUN set -o pipefail && a | b;RUN a || b;RUN echo 'a | b'
            """;

    record Case(String rule, String bad, String good) {}

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String line : CASES.lines().toList()) {
            int first = line.indexOf(" | ");
            int second = line.indexOf(" | FROM", first + 6);
            int lower = line.indexOf(" | from", first + 6);
            int arg = line.indexOf(" | ARG", first + 6);
            int check = line.indexOf(" | # check", first + 6);
            int split =
                    List.of(second, lower, arg, check).stream()
                            .filter(at -> at > first)
                            .min(Integer::compare)
                            .orElseThrow();
            cases.add(
                    new Case(
                            line.substring(0, first),
                            file(line.substring(first + 3, split)),
                            file(line.substring(split + 3))));
        }
        return cases;
    }

    /// A semicolon with a space after it is the shell's.
    private static String file(String text) {
        return text.replaceAll(";(?! )", "\n").replace(";\n", "\n\n") + "\n";
    }

    private static Set<String> rules(String text) {
        LintSettings settings =
                LintSettings.usual()
                        .wanting(Set.of("DL1001", "DL3057"))
                        .demanding(
                                List.of("good.io", "*.wild.io", "docker.io"),
                                Map.of(
                                        "must", "text", "created", "rfc3339", "home", "url", "site",
                                        "semver", "commit", "hash", "mail", "email", "lic", "spdx"),
                                true)
                        .knowing(Map.of(), "secret"::equals, stage -> Optional.empty());
        return Checks.run(ParseDockerfile.parse("Dockerfile", Text.bytes(text)), settings)
                .findings()
                .stream()
                .map(Finding::rule)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds_what_breaks_a_rule_and_nothing_else(Case one) {
        assertThat(rules(one.bad())).as(one.bad()).contains(one.rule());
        assertThat(rules(one.good())).as(one.good()).doesNotContain(one.rule());
    }

    @Test
    void every_rule_has_a_case() {
        Set<String> covered = cases().stream().map(Case::rule).collect(Collectors.toSet());
        assertThat(RuleTable.all()).extracting(Rule::name).allMatch(covered::contains);
        assertThat(RuleTable.all().stream().filter(Rule::isBuiltIn)).hasSize(21);
        assertThat(RuleTable.all()).hasSize(21 + 69);
    }
}
