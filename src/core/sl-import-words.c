/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The word lists behind sl-import-words.h. A list is searched from its top: the first pattern found decides, so the
 * narrow patterns stand above the wide ones. */

#define G_LOG_DOMAIN "sl-import-words"

#include "config.h"

#include <string.h>

#include "sl-import-words.h"
#include "sl-text.h"

/*
 * Word:
 * @patterns: alternatives separated by '|', in folded words without punctuation. A space at the start or the end is
 *   the edge of a word ("applied" also finds "applied to"; " oa " only the word); "=" before an alternative asks for
 *   the whole cell.
 */
typedef struct {
  const char *patterns;
  const char *word;
  const char *detail;
  gboolean soft;
} Word;

static const Word status_list[] = {
  /* What "applied" alone would get wrong. */
  { " not applied| not yet applied| havent applied| haven t applied| have not applied| to apply| to be applied| will apply| apply soon| apply later|=apply|=apply now"
    "| ready to apply| didn t apply| did not apply| noch nicht beworben| zu bewerben| noch bewerben| a postuler| pas encore postule| por aplicar| por postular"
    "| pendiente de enviar| sin aplicar", SL_STATUS_SAVED },
  { " offer accepted| accepted offer| accepted the offer| offre acceptee| oferta aceptada| angebot angenommen", SL_STATUS_ACCEPTED },
  { " offer rescinded| offer withdrawn| offer revoked| offer retracted| rescinded| position withdrawn| role withdrawn| position cancel| position canceled| role cancel"
    "| job cancel| hiring freeze| position filled| role filled| stelle besetzt| poste pourvu", SL_STATUS_REJECTED },
  { " offer declined| declined offer| declined the offer| declined by me| i declined| offer rejected| rejected offer| rejected the offer| turned down offer"
    "| turned down the offer| i turned down| turned it down| i rejected| i passed| i pulled out| pulled out| withdr| self reject| not interested| no longer interested"
    "| lost interest| drop|=cancelled|=canceled| abandon| backed out| angebot abgelehnt| selbst abgesagt| ich habe abgesagt| zuruckgezogen| zuruckgetreten"
    "| kein interesse| offre refusee| offre declinee| desist| candidature retiree|=retire|=retiree| pas interesse| oferta rechazada| rechace| retirad| renunci", SL_STATUS_WITHDRAWN },
  { " no response yet| no reply yet| not heard back yet| awaiting resp| awaiting repl| waiting for resp| waiting for repl| waiting on resp| waiting to hear"
    "| noch keine| warte auf| en attente| pas encore de reponse| esperando| a la espera| awaiting feedback| waiting for feedback", SL_STATUS_APPLIED },
  { " ghost| no response| no reply| no answer| never heard| not heard| no word| radio silence| unanswered| silence| no feedback| never respon| keine antwort"
    "| keine ruckmeldung| keine reaktion| sans reponse| pas de reponse| aucune reponse| sin respuesta| no responden", SL_STATUS_REJECTED, SL_DETAIL_NO_RESPONSE },
  { " not selected| not accepted| not shortlisted| not invited| no interview", SL_STATUS_REJECTED },
  { " accepted for interview| accepted to interview| selected for| invited| shortlist", SL_STATUS_INTERVIEWING },
  { " reject| declin| denied| not a fit| not moving| not proceed| no longer consider| not consider| no offer| unsuccessful| fail| regret| turned down"
    "| dismissed|=dead|=lost|=nope| refused|absage|abgelehnt| abgesagt| nicht genommen| refus| rejet| recal| rechaz| descartad| denegad| no seleccionad| rifiutat"
    "| afgewezen| eliminated", SL_STATUS_REJECTED },
  { " awaiting offer| waiting for offer| waiting on offer| expecting offer", SL_STATUS_INTERVIEWING },
  { "=accepted|=accept|=hired|=signed|=started|=joined| hired| contract signed| got the job| got job|=angenommen|=eingestellt| vertrag unter| embauch|=accepte|=acceptee"
    "| aceptad| contratad|=won|=employed", SL_STATUS_ACCEPTED },
  { " offer| negotiat| zusage| angebot| offre recue| offre| proposition| oferta| propuesta", SL_STATUS_OFFER },
  { "interview| screen| onsite| on site| final round| round|1st stage|2nd stage|3rd stage| first stage| second stage| third stage| final stage| assessment| coding"
    "| take home| takehome| technical| oa | hackerrank| codility| codesignal| hr call| phone| video call|=call|=call scheduled| recruiter call| intro call| hiring manager| team match| panel"
    "| case study| assignment| callback| call back| test |=meeting|gesprach| vorstellung| einladung| eingeladen| probearbeit| probetag| entretien| entrevue| entrevista| prueba"
    "| kennenlernen| colloquio| advanced| superday| loop", SL_STATUS_INTERVIEWING },
  { " unsubmitted| not submitted| not sent| not started| draft| wishlist| wish list| saved|=save| bookmark| interested|=interesting| to do|=todo|=lead| prospect| research| backlog| consider| planned"
    "|=planning| preparing| want to| need to| identified| favo|=watch|=watchlist|=idea|=maybe|=later|=queue|=queued| gemerkt| merkliste| geplant| vorgemerkt| interessant"
    "| a faire| enregistr| interesse| guardad| interesad| favorit|=ready|=target|=discovered|=found", SL_STATUS_SAVED },
  { "=open|=new|=active|=in progress|=in process|=ongoing|=in arbeit|=laufend|=offen|=en cours|=en proceso|=abierto|=wip|=working on it|=started application|=pending|=current|=live",
    SL_STATUS_APPLIED, NULL, TRUE },
  { " applied| apply| submit| sent| review| pending| wait| awaiting| received| application| acknowledg| follow| bewor|bewerb| abgeschickt| verschickt| gesendet| eingereicht"
    "| eingang| in bearbeitung| postule| candidat| envoy| transmis| relanc| aplicad| aplique| postulad| postule| enviad| solicitad| inscrit| en revision| pendiente| candidatur"
    "| in progress| in process|=yes|=done|=complete|=completed", SL_STATUS_APPLIED },
  { "=closed|=archived|=archive|=expired|=inactive|=job closed|=posting closed|=no longer available|=geschlossen|=abgelaufen|=beendet|=archiviert|=clos|=close|=expire|=cerrado|=cerrada|=caducado"
    "| closed| expired| no longer available| removed", SL_STATUS_REJECTED, NULL, TRUE },
};

static const Word job_type_list[] = {
  { " intern| praktik| trainee| werkstud| stage | stagiaire| practicas| becari| apprenti| co op| coop | placement| summer", "Internship" },
  { " freelanc| self employed| independent| freiberuf| autonomo| gig ", "Freelance" },
  { " part| teilzeit| temps partiel| media jornada| parcial|=pt| minijob| half time", "Part-time" },
  { " contract| temp| fixed term| befristet| cdd | c2c| 1099| w2 contract| zeitarbeit| interim| contrato|=c|=ct| consult| seasonal| per diem", "Contract" },
  { " full| perm| vollzeit| festanstellung| unbefristet| cdi | temps plein| tiempo completo| jornada completa| indefinido|=ft|=fte|=regular|=employee| graduate| new grad", "Full-time" },
};

static const Word work_mode_list[] = {
  { " hybrid| hibrid| hybride| partly remote| partially remote| teilweise| part remote| flex| mixed| semi remote| mix ", "Hybrid" },
  { " not remote| no remote| non remote| on site| onsite| in office| office| in person| vor ort| prasenz| sur site| sur place| presentiel| presencial| in situ| buro| local", "On-site" },
  { " remote| wfh| work from home| working from home| home office| homeoffice| anywhere| distributed| teletravail| a distance| distanciel| remoto| remota| teletrabajo| virtual| telework"
    "| fully remote", "Remote" },
};

static const Word source_list[] = {
  { " linkedin| linked in|=li", "LinkedIn" },
  { " indeed", "Indeed" },
  { " glassdoor", "Glassdoor" },
  { " referr| referral| recommend| empfehl| recommand| recomend| refer | friend| coworker| colleague| former colleague| alumni", "Referral" },
  { " recruit| headhunt| personalvermittl| recruteur| reclutador| agency| agent|=inmail| reached out| staffing", "Recruiter" },
  { " career fair| job fair| careers fair| messe| jobmesse| salon| feria| hackathon| campus", "Career Fair" },
  { " network| meetup| slack| discord| twitter|=x| event | conference| netzwerk| reseau| contact | community| reddit", "Networking" },
  { " company| website| web site| direct| careers page| career page| career site| careers site| official| firmenwebsite| homepage| webseite| unternehmensseite| site entreprise| site web| corporate"
    "| workday| greenhouse| lever | ashby| portal|=site|=web|=online|=careers", "Company Website" },
  { " job board| jobboard| board| ziprecruiter| zip recruiter| monster| stepstone| xing| dice| angellist| angel list| wellfound| otta| handshake| hired com| builtin| built in| simplyhired"
    "| google jobs| google for jobs| google| jobborse| jobboerse| arbeitsagentur| pole emploi| france travail| apec| welcome to the jungle| infojobs| naukri| seek| reed| totaljobs| cv library"
    "| hacker news| hn | ycombinator| y combinator| yc | work at a startup| we work remotely| weworkremotely| remoteok| remote ok| remotive| flexjobs| idealist| usajobs| craigslist| jobs ch"
    "| adzuna| talent com| jooble| jora| careerbuilder| simplify| levels fyi| trueup| ripplematch| wayup| ladders| efinancialcareers| stack overflow| github| jobsite| job site| newspaper| aggregator",
    "Job Board" },
  { "=other|=sonstiges|=andere|=autre|=autres|=otro|=otros|=misc", "Other" },
};

static const Word priority_list[] = {
  { "=p0|=p1|=1|=a|=high|=hoch|=haute|=eleve|=elevee|=alta|=alto|=urgent|=top|=h|=must|=hot|=dream|=love|=wichtig|=important| high| very| highest| dream| top | urgent| critical", "High" },
  { "=p2|=2|=b|=medium|=med|=mid|=mittel|=moyenne|=moyen|=media|=medio|=normal|=m|=average|=ok| medium| middle| moderate", "Medium" },
  { "=p3|=p4|=p5|=3|=4|=5|=c|=low|=niedrig|=gering|=basse|=faible|=baja|=bajo|=l|=maybe|=backup| low| least| back up| fallback| safety", "Low" },
};

static const Word answer_list[] = {
  { "=yes|=y|=true|=1|=x|=ja|=j|=oui|=o|=si|=s|=done|=checked|=wahr|=vrai|=verdadero|=ok|=yep|=yeah|=on", "yes" },
  { "=no|=n|=false|=0|=nein|=non|=falsch|=faux|=falso|=unchecked|=not yet|=nope|=off|=todo", "no" },
};

/* Whether one alternative of length @length stands in @text, which has a space at each end. */
static gboolean
find_alternative (const char *text,
                  gsize       text_length,
                  const char *pattern,
                  gsize       length)
{
  if (*pattern == '=')
    return text_length == length + 1 && strncmp (text + 1, pattern + 1, length - 1) == 0;
  return memmem (text, text_length, pattern, length) != NULL;
}

static const Word *
find_word (const Word *list,
           gsize       n_words,
           const char *padded,
           gboolean   *out_whole)
{
  gsize text_length = strlen (padded);

  if (text_length <= 2)
    return NULL;
  for (gsize i = 0; i < n_words; i++)
    for (const char *p = list[i].patterns; p != NULL;)
      {
        const char *end = strchr (p, '|');
        gsize length = end != NULL ? (gsize) (end - p) : strlen (p);

        if (find_alternative (padded, text_length, p, length))
          {
            if (out_whole != NULL)
              *out_whole = *p == '=';
            return &list[i];
          }
        p = end != NULL ? end + 1 : NULL;
      }
  return NULL;
}

/* Folded words with single spaces between them and one at each end; everything but letters and digits parts words. */
static char *
pad_words (const char *folded)
{
  GString *out = g_string_sized_new (strlen (folded) + 3);

  g_string_append_c (out, ' ');
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, c);
      else if (c == '\'' || c == 0x2019)
        continue;
      else if (out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
  return g_string_free (out, FALSE);
}

/**
 * sl_import_normalize_words:
 * @text: (nullable): a cell
 *
 * Returns: (transfer full): the cell's words folded, one space between them and one at each end; " " for no words
 */
char *
sl_import_normalize_words (const char *text)
{
  g_autofree char *folded = sl_text_fold (text != NULL ? text : "");

  return pad_words (folded);
}

/**
 * sl_import_normalize_header:
 * @text: (nullable): the head of a column
 *
 * Like sl_import_normalize_words(), with "camelCase" taken apart, what stands in brackets left out and no space at
 * the ends.
 *
 * Returns: (transfer full): the words
 */
char *
sl_import_normalize_header (const char *text)
{
  g_autoptr (GString) parted = g_string_new (NULL);
  g_autofree char *padded = NULL;
  gunichar before = 0;
  int depth = 0;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '(' || c == '[')
        depth++;
      if (depth == 0)
        {
          if (g_unichar_isupper (c) && g_unichar_islower (before))
            g_string_append_c (parted, ' ');
          g_string_append_unichar (parted, c);
        }
      if ((c == ')' || c == ']') && depth > 0)
        depth--;
      before = c;
    }
  padded = sl_import_normalize_words (parted->str);
  return g_strdup (g_strstrip (padded));
}

/**
 * sl_import_cell_is_empty:
 * @text: (nullable): a cell
 *
 * Returns: whether the cell holds nothing, or one of the ways in which spreadsheets write nothing ("N/A", "–")
 */
gboolean
sl_import_cell_is_empty (const char *text)
{
  static const char *const empty[] = { "N/A", "#N/A", "NA", "n.a.", "k.A.", "-", "--", "---", "\xe2\x80\x93", "\xe2\x80\x94", "null", "undefined", "NaN", ".", "?" };
  const char *start = text;
  gsize length;

  if (text == NULL)
    return TRUE;
  while (g_ascii_isspace (*start))
    start++;
  length = strlen (start);
  while (length > 0 && g_ascii_isspace (start[length - 1]))
    length--;
  if (length == 0)
    return TRUE;
  /* Most cells end here: those that say something. */
  if (length > 9 || (g_ascii_isalnum (*start) && strchr ("nNkKuU", *start) == NULL))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (empty); i++)
    if (strlen (empty[i]) == length && g_ascii_strncasecmp (empty[i], start, length) == 0)
      return TRUE;
  return length <= 4 && sl_text_is_blank (start);
}

/* The whole cell is one of the program's own words for a status, or says just the same. */
static gboolean
status_is_plain (const char *padded,
                 gboolean    whole,
                 const Word *word)
{
  static const char *const plain[] = {
    " saved ", " wishlist ", " bookmarked ", " to apply ", " not applied ", " not applied yet ", " applied ", " submitted ", " beworben ", " postule ", " aplicado ",
    " interviewing ", " interview ", " in interview ", " vorstellungsgesprach ", " entretien ", " entrevista ", " offer ", " offer received ", " received offer ", " got offer ",
    " angebot ", " offre ", " oferta ", " rejected ", " rejection ", " declined ", " denied ", " absage ", " abgelehnt ", " refus ", " refuse ", " refusee ", " rechazado ",
    " rechazada ", " withdrawn ", " withdrew ", " i declined ", " zuruckgezogen ", " retire ", " retirado ", " ghosted ", " no response ", " no reply ", " keine antwort ",
    " sans reponse ", " sin respuesta ", " application sent ", " application submitted ", " offer accepted ", " accepted offer ", " guardado ", " gemerkt ",
  };

  if (word->soft)
    return FALSE;
  if (whole && !g_str_equal (word->word, SL_STATUS_INTERVIEWING))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (plain[i], padded))
      return TRUE;
  return FALSE;
}

/**
 * sl_import_read_status:
 * @text: a status cell
 * @out_status: what it says
 *
 * Returns: whether the word is known
 */
gboolean
sl_import_read_status (const char     *text,
                       SlImportStatus *out_status)
{
  g_autofree char *padded = NULL;
  const char *own = sl_enum_match (&sl_status_words, text);
  const Word *word;
  gboolean whole = FALSE;

  if (own != NULL)
    {
      *out_status = (SlImportStatus) { own, NULL, FALSE, TRUE };
      return TRUE;
    }
  padded = sl_import_normalize_words (text);
  word = find_word (status_list, G_N_ELEMENTS (status_list), padded, &whole);
  if (word == NULL)
    return FALSE;
  *out_status = (SlImportStatus) { word->word, word->detail, word->soft, status_is_plain (padded, whole, word) };
  return TRUE;
}

static const char *
read_enum (const SlEnum *words,
           const Word   *list,
           gsize         n_words,
           const char   *text,
           gboolean     *out_plain)
{
  g_autofree char *padded = NULL;
  const char *own = sl_enum_match (words, text);
  const Word *word;
  gboolean whole = FALSE;

  if (out_plain != NULL)
    *out_plain = TRUE;
  if (own != NULL)
    return own;
  padded = sl_import_normalize_words (text);
  word = find_word (list, n_words, padded, &whole);
  if (out_plain != NULL)
    *out_plain = whole;
  return word != NULL ? word->word : NULL;
}

/**
 * sl_import_read_job_type:
 * @text: a cell like "FT" or "Full time"
 *
 * Returns: (nullable): the word of #sl_job_type_words, or %NULL when it is none
 */
const char *
sl_import_read_job_type (const char *text)
{
  return read_enum (&sl_job_type_words, job_type_list, G_N_ELEMENTS (job_type_list), text, NULL);
}

/**
 * sl_import_read_work_mode:
 * @text: a cell like "WFH", "Hybrid (2 days)", or the answer to the column "Remote?"
 *
 * Returns: (nullable): the word of #sl_work_mode_words, or %NULL when it is none
 */
const char *
sl_import_read_work_mode (const char *text)
{
  return read_enum (&sl_work_mode_words, work_mode_list, G_N_ELEMENTS (work_mode_list), text, NULL);
}

/**
 * sl_import_read_source:
 * @text: a cell like "LinkedIn Easy Apply" or "Friend"
 * @out_plain: (optional): whether the cell says no more than the word does
 *
 * Returns: (nullable): the word of #sl_source_words, or %NULL when it is none
 */
const char *
sl_import_read_source (const char *text,
                       gboolean   *out_plain)
{
  return read_enum (&sl_source_words, source_list, G_N_ELEMENTS (source_list), text, out_plain);
}

static int
count_stars (const char *text)
{
  int n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '*' || c == 0x2b50 || c == 0x2605 || c == 0x1f31f)
        n++;
      else if (c == '!')
        n++;
      else if (!g_unichar_isspace (c) && c != 0xfe0f && c != 0x2606)
        return 0;
    }
  return n;
}

/**
 * sl_import_read_priority:
 * @text: a cell like "P1", "2" or three stars
 *
 * Returns: (nullable): the word of #sl_priority_words, or %NULL when it is none
 */
const char *
sl_import_read_priority (const char *text)
{
  int stars = count_stars (text);

  if (stars > 0)
    return stars >= 3 ? "High" : stars == 2 ? "Medium" : "Low";
  return read_enum (&sl_priority_words, priority_list, G_N_ELEMENTS (priority_list), text, NULL);
}

/**
 * sl_import_read_rating:
 * @text: a cell like "4", "4/5", "8/10" or four stars
 *
 * Returns: 1 to 5, or 0 when the cell is no rating
 */
int
sl_import_read_rating (const char *text)
{
  int stars = count_stars (text);
  char *end = NULL;
  double value, of = 5;

  if (stars > 0)
    return MIN (stars, 5);
  value = g_ascii_strtod (text, &end);
  if (end == text)
    return 0;
  while (*end == ' ')
    end++;
  if (*end == '/')
    {
      char *rest = NULL;

      of = g_ascii_strtod (end + 1, &rest);
      if (rest == end + 1)
        return 0;
      end = rest;
    }
  while (*end == ' ')
    end++;
  if (*end != '\0' || !(value > 0) || !(of >= 1) || value > of)
    return 0;
  return CLAMP ((int) (value * 5 / of + 0.5), 1, 5);
}

/**
 * sl_import_read_answer:
 * @text: a cell like "Yes", "x", a tick mark or "FALSE"
 *
 * Returns: the answer, or %SL_IMPORT_ANSWER_NONE when the cell is no such answer
 */
SlImportAnswer
sl_import_read_answer (const char *text)
{
  g_autofree char *padded = NULL;
  const Word *word;
  gunichar first;

  while (g_ascii_isspace (*text))
    text++;
  first = g_utf8_get_char (text);
  if (first == 0x2713 || first == 0x2714 || first == 0x2705 || first == 0x2611)
    return SL_IMPORT_ANSWER_YES;
  if (first == 0x2717 || first == 0x2718 || first == 0x274c || first == 0x2610)
    return SL_IMPORT_ANSWER_NO;
  padded = sl_import_normalize_words (text);
  word = find_word (answer_list, G_N_ELEMENTS (answer_list), padded, NULL);
  if (word == NULL)
    return SL_IMPORT_ANSWER_NONE;
  return g_str_equal (word->word, "yes") ? SL_IMPORT_ANSWER_YES : SL_IMPORT_ANSWER_NO;
}
