/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main() of shortlistctl. */

#include "sl-cli.h"

int
main (int    argc,
      char **argv)
{
  return sl_cli_run (argc, argv);
}
