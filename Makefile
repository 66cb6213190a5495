# Jong: every way to build, check and pack it. `make` alone lists them.
# Maven builds the Java rooms, native/Makefile the C part; this file puts them together in target/jong.

MAKEFLAGS += --no-print-directory --no-builtin-rules
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

HOME_DIR := $(CURDIR)/target/jong
LIB := $(HOME_DIR)/lib
VERSION = $(shell sed -n 's:.*<version>\(.*\)</version>.*:\1:p;T;q' pom.xml)
JDK = $(or $(shell tools/find-jdk),$(error no JDK))
# Directories count as sources too: a deleted file changes nothing else.
JAVA_SOURCES := $(wildcard pom.xml */pom.xml) $(shell find */src/main 2>/dev/null)
NATIVE_SOURCES := $(shell find native -not -name '*.o' 2>/dev/null)
SAY = @echo "jong:
TO_STDERR = " >&2

## help: this list
help:
	@echo "usage: make TARGET"
	@sed -n 's/^## \([a-z-]*\): \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 15

## build: the program, ready to run, in target/jong (only what changed)
build: $(HOME_DIR)/bin/jong $(LIB)/engine.aot

## test: unit tests, no privileges and nothing installed
test:
	tools/run-tests unit

## itest: tests that need root or kernel features; what this host cannot do is skipped and listed
itest: build
	tools/run-tests integration

## vm: limits on cgroup v2 in an emulated machine with a Debian kernel (root, qemu; some minutes; TESTS=...)
vm: build
	vm/run $(TESTS)

## nightly: the loads in the size of a night (root, hours)
nightly: build
	tools/run-tests nightly

## check: everything: format, lint, C with sanitizers, all tests; ends with the totals
check:
	@tools/check

## switched-off: takes each protection out of a copy of the tree and demands that its tests fail (root, an hour; ROWS=...)
switched-off:
	tools/switched-off $(ROWS)

## nightly-cp: 20,000 rounds of a container that swaps what is copied (root, an hour)
nightly-cp: build
	tools/mvn test -Djong.home="$(HOME_DIR)" -Djong.rounds=20000 -Dtest='CopyRaceTest#V01*' -Dsurefire.failIfNoSpecifiedTests=false

## bench: start-up times, and times of images on their way, of this build and of others found here
bench: build
	bench/run
	bench/ship
	bench/live
	bench/net
	bench/build

## fuzz: every parser of foreign bytes against random input, FUZZ_SECONDS each (default 60)
fuzz:
	tools/run-tests fuzz $(or $(FUZZ_SECONDS),60)

## fmt: puts all sources into the one format
fmt:
	tools/mvn spotless:apply
	tools/c-sources format

## lint: format check, Error Prone and NullAway, the C compiler's analyser; all of them, whichever fails
lint:
	@status=0; \
	tools/mvn spotless:check || status=1; \
	tools/mvn -Plint compile || status=1; \
	tools/c-sources lint || status=1; \
	exit $$status

## dist: an archive in target/dist that runs without a JDK
dist: build
	tools/make-dist $(VERSION)

## clean: removes everything that was built
clean:
	rm -rf target */target

dist/target/engine.jar: $(JAVA_SOURCES)
	$(SAY) engine (Java)$(TO_STDERR)
	@tools/mvn package -Dmaven.test.skip=true -pl dist -am
	@touch $@

# Unchanged parts keep their time stamp: what depends on them is not made again.
$(LIB)/engine.jar: dist/target/engine.jar tools/PlainSwitches.java
	@$(JDK)/bin/java tools/PlainSwitches.java $< dist/target/engine-plain.jar
	@tools/install-changed 644 dist/target/engine-plain.jar $@
	@tools/install-changed 644 dist/target/natives/linux/$(shell tools/java-arch)/libzstd-jni-*.so $(LIB)/libzstd-jni.so

$(LIB)/%.opts: dist/%.opts
	@tools/install-changed 644 $< $@

# Another JDK, or another version of it at the same path, makes the AOT cache stale.
target/jdk: FORCE
	@mkdir -p target
	@{ echo '$(JDK)'; cat '$(JDK)/release'; } > $@.seen
	@tools/install-changed 644 $@.seen $@
	@mkdir -p $(LIB) && ln -sfn '$(JDK)' $(LIB)/runtime

# Engine and front must be of one build; the id changes with either, so that an old engine is replaced.
target/build-id: $(LIB)/engine.jar $(LIB)/java.opts $(LIB)/worker.opts target/jdk $(NATIVE_SOURCES)
	@{ echo $(VERSION); cat $(LIB)/engine.jar $(LIB)/java.opts $(LIB)/worker.opts target/jdk; \
	   find native -type f | LC_ALL=C sort | xargs cat; } | sha256sum | cut -c 1-16 > $@

target/native/built: target/build-id
	$(SAY) front (C)$(TO_STDERR)
	@rm -f target/native/jong
	@$(MAKE) -s -C native OUT=$(CURDIR)/target/native BUILD_ID=$(VERSION)-$$(cat target/build-id)
	@tools/install-changed 755 target/native/hello $(LIB)/hello
	@touch $@

$(LIB)/hello: target/native/built

$(LIB)/engine.aot: $(LIB)/engine.jar $(LIB)/java.opts $(LIB)/worker.opts target/jdk | target/native/built
	$(SAY) AOT cache$(TO_STDERR)
	@tools/train-aot $(HOME_DIR)

# Last, because ./jong takes its existence for a finished build.
$(HOME_DIR)/bin/jong: target/native/built $(LIB)/engine.aot
	@tools/install-changed 755 target/native/jong $@

FORCE:
.PHONY: help build test itest vm nightly nightly-cp check switched-off bench fuzz fmt lint dist clean FORCE
