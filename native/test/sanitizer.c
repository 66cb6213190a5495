/* Options of the sanitizers, compiled in: a container's first process has no environment to take them from.
 */
const char *__asan_default_options(void);

const char *__asan_default_options(void) {
    return "detect_leaks=0:abort_on_error=1";
}
