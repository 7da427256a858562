/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a core file may hold of a program that sends passwords and tokens. libsoup, GIO and the TLS library copy what they send
 * and read, and free the copies without wiping them. So the heap stays out of core files from the first request on: these still
 * hold registers and stacks, of which a report of a crash is made. A process that can't be dumped at all (PR_SET_DUMPABLE)
 * couldn't be looked at by the portals either, which then refuse everything. */

#define G_LOG_DOMAIN "sl-http-memory"

#include "config.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sl-http-private.h"

/* glibc's malloc has a heap at the program's break, and gives threads others that begin at multiples of this (its
 * HEAP_MAX_SIZE). Where another malloc is at work nothing worse happens than that something else isn't dumped. */
#define THREAD_HEAP ((guintptr) 64 * 1024 * 1024)

/* 0: there is none. */
static guintptr
find_break_heap (void)
{
  g_autofree char *maps = NULL;
  const char *name, *line;
  guint64 start = 0;

  if (!g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL))
    return 0;
  name = strstr (maps, " [heap]\n");
  if (name == NULL)
    return 0;
  for (line = name; line > maps && line[-1] != '\n'; line--)
    ;
  start = g_ascii_strtoull (line, NULL, 16);

  return (guintptr) start;
}

static void
leave_out (guintptr start,
           guintptr end)
{
  if (end > start)
    madvise ((gpointer) start, end - start, MADV_DONTDUMP);
}

/** _sl_http_keep_out_of_core_files: keeps what this thread has allocated out of core files; both before and after a request, as heaps grow */
void
_sl_http_keep_out_of_core_files (void)
{
  static gsize found;
  static guintptr start;
  guintptr end = (guintptr) sbrk (0);
  char *piece = g_malloc (1);
  guintptr place = (guintptr) piece;

  g_free (piece);
  if (g_once_init_enter (&found))
    {
      start = find_break_heap ();
      g_once_init_leave (&found, 1);
    }
  if (start != 0)
    leave_out (start, end);
  if (start == 0 || place < start || place >= end)
    leave_out (place / THREAD_HEAP * THREAD_HEAP, place / THREAD_HEAP * THREAD_HEAP + THREAD_HEAP);
}
