/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sl-test-certificate.h. The keys live as long as the process. */
#include "config.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#include "sl-test-certificate.h"
#include "sl-test.h"

#define DAY 24

typedef struct
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
} Pair;

static Pair authorities[2]; /* strange, trusted */

static Pair
make_pair (const char *name,
           int begins_hours,
           int ends_hours,
           guint8 serial)
{
  Pair pair;
  time_t now = time (NULL);

  g_assert_cmpint (gnutls_x509_privkey_init (&pair.key), ==, 0);
  g_assert_cmpint (gnutls_x509_privkey_generate (pair.key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_init (&pair.certificate), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_set_version (pair.certificate, 3), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_set_key (pair.certificate, pair.key), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_set_serial (pair.certificate, &serial, 1), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_set_activation_time (pair.certificate, now + begins_hours * 3600), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_set_expiration_time (pair.certificate, now + ends_hours * 3600), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_set_dn_by_oid (pair.certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, (guint) strlen (name)), ==, 0);

  return pair;
}

static void
make_authority (gboolean trusted)
{
  Pair pair = make_pair (trusted ? "Trusted" : "Strange", -DAY, 365 * DAY, 1);

  g_assert_cmpint (gnutls_x509_crt_set_basic_constraints (pair.certificate, 1, -1), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_set_key_usage (pair.certificate, GNUTLS_KEY_KEY_CERT_SIGN), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_sign2 (pair.certificate, pair.certificate, pair.key, GNUTLS_DIG_SHA256, 0), ==, 0);
  authorities[trusted] = pair;
}

static void
add_pem (GString *pem,
         gnutls_datum_t *text)
{
  g_string_append_len (pem, (const char *) text->data, text->size);
  gnutls_free (text->data);
}

static void
forget (Pair *pair)
{
  gnutls_x509_crt_deinit (pair->certificate);
  gnutls_x509_privkey_deinit (pair->key);
}

/* (transfer full): signed by one of the authorities; valid from and until so many hours from now */
GTlsCertificate *
sl_test_certificate_new (const char *host,
                         int begins_hours,
                         int ends_hours,
                         gboolean trusted)
{
  Pair *authority = &authorities[trusted];
  Pair pair = make_pair (host, begins_hours, ends_hours, 2);
  g_autoptr (GString) pem = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate;
  gnutls_datum_t text;

  g_assert_cmpint (gnutls_x509_crt_set_subject_alt_name (pair.certificate, GNUTLS_SAN_DNSNAME, host, (guint) strlen (host), GNUTLS_FSAN_SET), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_sign2 (pair.certificate, authority->certificate, authority->key, GNUTLS_DIG_SHA256, 0), ==, 0);
  g_assert_cmpint (gnutls_x509_crt_export2 (pair.certificate, GNUTLS_X509_FMT_PEM, &text), ==, 0);
  add_pem (pem, &text);
  g_assert_cmpint (gnutls_x509_privkey_export2 (pair.key, GNUTLS_X509_FMT_PEM, &text), ==, 0);
  add_pem (pem, &text);
  forget (&pair);
  certificate = g_tls_certificate_new_from_pem (pem->str, (gssize) pem->len, &error);
  g_assert_no_error (error);

  return certificate;
}

/* Has this process trust one authority, and no other in the world. */
void
sl_test_certificates_init (void)
{
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GString) pem = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gnutls_datum_t text;

  make_authority (FALSE);
  make_authority (TRUE);
  g_assert_cmpint (gnutls_x509_crt_export2 (authorities[TRUE].certificate, GNUTLS_X509_FMT_PEM, &text), ==, 0);
  add_pem (pem, &text);
  path = sl_test_tmp_file ("authority.pem", pem->str, (gssize) pem->len);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}
