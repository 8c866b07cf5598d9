/* What of Linux the Swift toolchain's own module of the C library leaves out: timers that wait for an instant of the wall clock. */
#include <sys/timerfd.h>
