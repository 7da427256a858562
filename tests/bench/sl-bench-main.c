/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures what needs no window. Run by bench.py:
 *
 *   sl-bench-data fill DIR COUNT        sl-bench-data search DIR REPETITIONS
 *   sl-bench-data csv DIR CSV RAW-CSV   sl-bench-data order DIR REPETITIONS
 *   sl-bench-data import DIR CSV        sl-bench-data charts DIR REPETITIONS
 *                                     sl-bench-data today DIR REPETITIONS
 */

#define G_LOG_DOMAIN "sl-bench-main"

#include "config.h"

#include <locale.h>
#include <stdlib.h>

#include "sl-bench.h"

int
main (int   argc,
      char *argv[])
{
  const char *what = argc > 1 ? argv[1] : "";
  guint number = argc > 3 ? (guint) MAX (atoi (argv[3]), 1) : 1;

  setlocale (LC_ALL, "");
  if (argc == 4 && g_str_equal (what, "fill"))
    sl_bench_fill (argv[2], number);
  else if (argc == 5 && g_str_equal (what, "csv"))
    sl_bench_write_csv (argv[2], argv[3], argv[4]);
  else if (argc == 4 && g_str_equal (what, "import"))
    sl_bench_import (argv[2], argv[3]);
  else if (argc == 4 && g_str_equal (what, "search"))
    sl_bench_search (argv[2], number);
  else if (argc == 4 && g_str_equal (what, "order"))
    sl_bench_order (argv[2], number);
  else if (argc == 4 && g_str_equal (what, "charts"))
    sl_bench_charts (argv[2], number);
  else if (argc == 4 && g_str_equal (what, "today"))
    sl_bench_today (argv[2], number);
  else
    sl_bench_fail ("See the head of sl-bench-main.c for what this knows.");
  return 0;
}
