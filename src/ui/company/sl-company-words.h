/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known about a company, in words. */

#pragma once

#include "sl-company.h"

G_BEGIN_DECLS

/* All (transfer full), "" when there is nothing to say. */
char *sl_company_describe_answers (SlCompany *company);
char *sl_company_describe_silence (SlCompany *company);
char *sl_company_describe_application (const SlCompanyApplication *application, SlDay today);
char *sl_company_describe_person (const SlCompanyPerson *person, SlDay today);
char *sl_company_describe_repost (const SlCompanyRepost *repost);

G_END_DECLS
