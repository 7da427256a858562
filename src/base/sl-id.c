/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of records. Random bytes come from the kernel in batches, one batch a thread, so that an import of a
 * hundred thousand rows doesn't make as many system calls. */
#define G_LOG_DOMAIN "sl-id"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "sl-id.h"

#define ID_BYTES 16
#define BATCH_IDS 256

typedef struct {
  guint8 bytes[BATCH_IDS * ID_BYTES];
  gsize left;
} Batch;

static GPrivate batch_key = G_PRIVATE_INIT (g_free);

static void
fill_random (guint8 *bytes,
             gsize   length)
{
  gsize filled = 0;

  while (filled < length)
    {
      gssize n = getrandom (bytes + filled, length - filled, 0);

      if (n > 0)
        filled += (gsize) n;
      else if (n < 0 && errno != EINTR)
        break;
    }

  /* Only a kernel without the call, or a sandbox that refuses it, gets here. */
  for (; filled < length; filled++)
    bytes[filled] = (guint8) g_random_int ();
}

static const guint8 *
take_random (void)
{
  Batch *batch = g_private_get (&batch_key);

  if (batch == NULL)
    {
      batch = g_new0 (Batch, 1);
      g_private_set (&batch_key, batch);
    }

  if (batch->left == 0)
    {
      fill_random (batch->bytes, sizeof batch->bytes);
      batch->left = BATCH_IDS;
    }

  batch->left--;
  return batch->bytes + batch->left * ID_BYTES;
}

/**
 * sl_id_write:
 * @buf: (out): room for the id and its NUL
 *
 * Writes a new random id into @buf: for loops that don't want an allocation each. Safe from any thread.
 *
 * Returns: @buf
 */
char *
sl_id_write (char buf[SL_ID_LENGTH + 1])
{
  static const char hex[] = "0123456789abcdef";
  guint8 bytes[ID_BYTES];
  char *out = buf;

  memcpy (bytes, take_random (), ID_BYTES);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;

  for (int i = 0; i < ID_BYTES; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *out++ = '-';
      *out++ = hex[bytes[i] >> 4];
      *out++ = hex[bytes[i] & 0x0f];
    }
  *out = '\0';

  return buf;
}

/**
 * sl_id_new:
 *
 * Makes a new random id. Safe from any thread.
 *
 * Returns: (transfer full): a UUID of version 4, lower case
 */
char *
sl_id_new (void)
{
  return sl_id_write (g_malloc (SL_ID_LENGTH + 1));
}

/**
 * sl_id_is_valid:
 * @id: (nullable): text that may be an id
 *
 * Tells whether @id has the form of a UUID: 36 characters, hexadecimal in either case, dashes in their places. Any
 * version is taken, as servers make others than this program does.
 *
 * Returns: %TRUE if it has
 */
gboolean
sl_id_is_valid (const char *id)
{
  if (id == NULL)
    return FALSE;

  for (int i = 0; i < SL_ID_LENGTH; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? id[i] != '-' : !g_ascii_isxdigit (id[i]))
        return FALSE;
    }

  return id[SL_ID_LENGTH] == '\0';
}
