/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Preloaded into the program that a flow drives: when a fatal warning or a wrong pointer ends it, the way there stands beside
 * the flow's own words. A fault that shows once in a thousand runs, on somebody else's machine, is told all the same.
 * With sanitizers it isn't needed: they tell it themselves (handle_sigtrap, tests/meson.build).
 */
#include <execinfo.h>
#include <signal.h>
#include <unistd.h>

#define MAX_FRAMES 48

static void
tell_crash_cb (int number)
{
  void *frames[MAX_FRAMES];
  backtrace_symbols_fd (frames, backtrace (frames, MAX_FRAMES), STDERR_FILENO);
  raise (number);   /* SA_RESETHAND: it ends as it would have */
}

__attribute__ ((constructor)) static void
tell_crashes (void)
{
  /* The first call loads a library, which a signal handler may not. */
  void *frame[1];
  backtrace (frame, 1);

  static const int numbers[] = { SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGFPE };
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    sigaction (numbers[i], &(struct sigaction) { .sa_handler = tell_crash_cb, .sa_flags = SA_RESETHAND | SA_NODEFER }, NULL);
}
