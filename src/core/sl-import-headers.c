/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the heads of columns mean: the spellings of people's spreadsheets and of other programs' exports, in English,
 * German, French and Spanish. All are written as sl_import_normalize_header() leaves them. */

#define G_LOG_DOMAIN "sl-import-headers"

#include "config.h"

#include <string.h>

#include "sl-import-target.h"
#include "sl-import-words.h"

/*
 * Heading:
 * @score: how surely such a column goes there: when two want the same place, the greater wins
 * @phrases: whole headers, parted by '|'
 */
typedef struct {
  SlImportTarget target;
  int score;
  const char *phrases;
} Heading;

static const Heading whole_headings[] = {
  { SL_IMPORT_COMPANY, 100,
    "company|company name|employer|employer name|organisation|organization|organisation name|organization name|firm|firm name|business|company applied to|company applied|hiring company"
    "|companyname|unternehmen|firma|firmenname|arbeitgeber|unternehmensname|betrieb|entreprise|societe|employeur|nom de l entreprise|nom entreprise|compagnie|empresa|compania|empleador"
    "|nombre de la empresa|nombre empresa|azienda|bedrijf|companies|company organization|company organisation|name of company|name of the company|company employer|agency company|co"
    "|org|org name|business name|name of employer|name of organization|name of organisation|name of firm|current employer|employers|organizations|organisations|firms"
    "|name des unternehmens|name der firma|name des arbeitgebers|raison sociale|organisme|organismo|organizacion|ditta|werkgever|organisatie" },
  { SL_IMPORT_COMPANY, 60, "name|client|institution|school|university|agency|customer|startup|start up" },
  { SL_IMPORT_ROLE, 100,
    "role|role title|position|position title|job title|jobtitle|title of position|position name|role name|job role|job position|job name|position applied for|position applied|role applied for"
    "|role applied|job applied for|title of job|name of position|vacancy|vacancy title|opening|job opening|title role|position role|role position|job title role|designation|stelle|position titel"
    "|stellenbezeichnung|stellentitel|jobtitel|berufsbezeichnung|rolle|job bezeichnung|poste|intitule du poste|intitule|titre du poste|fonction|offre|metier|puesto|cargo|vacante|nombre del puesto"
    "|puesto de trabajo|rol|titulo del puesto|posicion|ruolo|posizione|functie|vacature|internship title" },
  { SL_IMPORT_ROLE, 85, "title|titel|titre|titulo|job posting title" },
  { SL_IMPORT_ROLE, 70, "job|jobs|internship|internship name|occupation|beruf|emploi|trabajo|empleo|what|opportunity|team" },
  { SL_IMPORT_STATUS, 100,
    "status|application status|app status|current status|job status|state|status of application|my status|statut|etat|estado|stato|bewerbungsstatus|stand|estado de la solicitud"
    "|estado de la candidatura|statut de la candidature|etat de la candidature|status update" },
  { SL_IMPORT_STATUS, 85,
    "stage|current stage|application stage|pipeline stage|pipeline|phase|progress|list|list name|column|board column|etape|etapa|fase|stufe|fortschritt|process stage|hiring stage|interview stage" },
  { SL_IMPORT_STATUS, 70, "result|outcome|results|final outcome|decision|final result|final status|response|ergebnis|resultat|resultado|antwort|reponse|respuesta|application result|application outcome" },
  { SL_IMPORT_STATUS_DETAIL, 100, "status detail" },
  { SL_IMPORT_APPLIED_DATE, 100,
    "date applied|applied date|applied on|application date|date of application|date applied on|applied at|date submitted|submitted on|submission date|date sent|submitted date|sent on|sent date"
    "|date of submission|apply date|date apply|applied when|when applied|day applied|date app|app date|application submitted|application sent|application submitted on|application submitted date"
    "|application sent on|date applied for|date when applied|applieddate|bewerbungsdatum|beworben am|datum der bewerbung|datum bewerbung|bewerbung am|gesendet am|abgeschickt am|bewerbung gesendet"
    "|bewerbung verschickt|bewerbung abgeschickt|verschickt am|date de candidature|date candidature|candidature envoyee|candidature envoyee le|postule le|date d envoi|envoye le|date de postulation"
    "|date de la candidature|fecha de solicitud|fecha solicitud|fecha de aplicacion|fecha aplicacion|fecha de postulacion|fecha postulacion|fecha de candidatura|aplicado el|fecha de envio|fecha de inscripcion"
    "|data candidatura|sollicitatiedatum|application submission date|submitted at" },
  { SL_IMPORT_APPLIED_DATE, 75, "applied|beworben|submitted|bewerbung|candidature" },
  { SL_IMPORT_APPLIED_DATE, 60, "date|datum|fecha|data|day|when|dates|wann|quand|tag|application" },
  { SL_IMPORT_URL, 100,
    "link|url|job link|job url|posting|posting url|posting link|job posting|job posting url|job posting link|link to job|link to posting|link to job posting|listing|listing url|job listing"
    "|job listing url|application link|application url|apply link|apply url|job ad|job ad link|job advert|advert|job post|job post url|job post link|post url|links|web link|weblink|hyperlink|job description link"
    "|jd link|link to application|link to jd|link to job description|description link|description url|job page|original url|source url|href|listing page|listing link|vacancy link|vacancy url"
    "|stellenlink|stellenanzeige|link zur stelle|link zur anzeige|anzeige|ausschreibung|stellenausschreibung|lien|lien de l offre|lien offre|lien de l annonce|annonce|url de l offre|enlace|enlace a la oferta"
    "|oferta url|url oferta|liga|vinculo|link offerta|applied link|job application link|position link|role link" },
  { SL_IMPORT_URL, 60, "website|web site|webseite|site|site web|sitio web|address of posting|applicant portal|application portal|portal|portal link|application site|web" },
  { SL_IMPORT_LOCATION, 100,
    "location|locations|job location|city|place|city state|office location|where|office|location city|work location|region|city country|location s|standort|ort|arbeitsort|stadt|einsatzort"
    "|lieu|localisation|ville|lieu de travail|ubicacion|lugar|ciudad|localidad|localizacion|sede|locatie|job city|location name" },
  { SL_IMPORT_LOCATION, 60, "state province|country|land|pays|pais|town|area|province" },
  { SL_IMPORT_WORK_MODE, 100,
    "work mode|remote|workplace type|workplace|work type remote|remote policy|remote status|work model|work arrangement|remote hybrid onsite|remote or onsite|remote onsite|onsite remote|remote office"
    "|remote work|is remote|remote friendly|remote option|remote hybrid on site|remote on site|wfh|work setting|work style|work location type|location type|work environment|workplacetype|arbeitsmodell|homeoffice"
    "|home office|arbeitsform|teletravail|mode de travail|modalidad|modalidad de trabajo|teletrabajo|remoto|on site remote|setting|onsite hybrid remote|hybrid|work place" },
  { SL_IMPORT_JOB_TYPE, 100,
    "job type|employment type|type of job|contract type|position type|type of employment|employment|jobtype|work type|type of work|full time part time|ft pt|type of position|role type|job category type"
    "|anstellungsart|beschaftigungsart|vertragsart|art der anstellung|arbeitszeit|beschaftigung|type de contrat|contrat|type d emploi|type de poste|tipo de contrato|tipo de empleo|tipo de trabajo|jornada"
    "|contrato|term type|commitment" },
  { SL_IMPORT_JOB_TYPE, 60, "type|art|tipo|contract|category" },
  { SL_IMPORT_SALARY, 100,
    "salary|pay|compensation|salary range|pay range|compensation range|comp|comp range|wage|wages|expected salary|estimated salary|salary expectation|annual salary|base salary|salary estimate|offered salary"
    "|salary offered|pay rate|rate|remuneration|total comp|total compensation|tc|package|base|salary pay|salary band|salary expectations|advertised salary|listed salary|posted salary|salary info|stipend|ctc"
    "|salary k|gehalt|gehaltsspanne|gehaltsvorstellung|jahresgehalt|lohn|vergutung|verdienst|salaire|remuneration annuelle|fourchette salariale|salaire annuel|salario|sueldo|rango salarial|banda salarial"
    "|retribucion|stipendio|salaris" },
  { SL_IMPORT_SALARY_MIN, 100,
    "salary min|min salary|minimum salary|salary minimum|salary from|salary low|low salary|pay min|min pay|compensation min|min comp|salary range min|salary lower|lower salary|salary floor|min compensation"
    "|gehalt von|gehalt min|mindestgehalt|min gehalt|salaire min|salaire minimum|salario minimo|salario min|sueldo minimo|salary start" },
  { SL_IMPORT_SALARY_MAX, 100,
    "salary max|max salary|maximum salary|salary maximum|salary to|salary high|high salary|pay max|max pay|compensation max|max comp|salary range max|salary upper|upper salary|salary ceiling|max compensation"
    "|gehalt bis|gehalt max|hochstgehalt|max gehalt|salaire max|salaire maximum|salario maximo|salario max|sueldo maximo|salary end" },
  { SL_IMPORT_CURRENCY, 100, "currency|salary currency|pay currency|compensation currency|wahrung|devise|moneda|divisa|valuta|gehalt wahrung" },
  { SL_IMPORT_SOURCE, 100,
    "source|job source|applied source|where found|found on|found via|found at|where i found it|where i found|where found it|job board|jobboard|platform|applied via|applied through|applied on site|application source"
    "|site applied|applied at site|where applied|job site|how found|how i found it|how did you find|discovered via|discovered on|found|lead source|referral source|channel|source of job|application method"
    "|method of application|application platform|method|medium|via|how applied|jobsource|where did i find it|website used|quelle|gefunden uber|gefunden bei|gefunden auf|plattform|portal quelle|jobborse|kanal"
    "|trouve sur|provenance|plateforme|origine|canal|fuente|plataforma|origen|portal de empleo|bron|fonte|board" },
  { SL_IMPORT_FOLLOW_UP, 100,
    "follow up|follow up date|followup|followup date|follow up on|next step date|next action date|next follow up|next followup|date to follow up|follow up by|next contact date|follow up due|reminder date"
    "|next date|next follow up date|wiedervorlage|nachfassen|nachfassen am|nachfassdatum|relance|date de relance|relancer le|prochaine relance|seguimiento|fecha de seguimiento|proximo seguimiento" },
  { SL_IMPORT_PRIORITY, 100,
    "priority|importance|prio|priority level|prioritat|wichtigkeit|priorite|prioridad|urgency|tier|preference|rank|ranking|interest level|level of interest|priority rank|dream job" },
  { SL_IMPORT_EXCITEMENT, 100, "excitement|excitement level|enthusiasm|rating|stars|interest|my rating|fit|fit score|desirability|bewertung|interesse|note sur 5|valoracion|puntuacion|interest rating|star rating" },
  { SL_IMPORT_TAGS, 100, "tags|tag s|labels|label|keywords|categories|schlagworte|schlagworter|etiketten|etiquettes|mots cles|etiquetas|tag list" },
  { SL_IMPORT_DESCRIPTION, 100,
    "description|job description|jd|jd text|job details|role description|position description|job summary|responsibilities|requirements|job requirements|summary|full description|stellenbeschreibung"
    "|beschreibung|aufgaben|anforderungen|description du poste|descriptif|missions|descripcion|descripcion del puesto|requisitos|funciones|position summary" },
  { SL_IMPORT_NOTES, 100,
    "notes|note|comments|comment|remarks|remark|my notes|additional notes|other notes|notes comments|comments notes|additional comments|personal notes|general notes|misc|miscellaneous|memo|other|additional info"
    "|additional information|details|application notes|notizen|notiz|bemerkungen|bemerkung|kommentar|kommentare|anmerkung|anmerkungen|sonstiges|commentaires|commentaire|remarques|remarque|notas|nota|comentarios"
    "|comentario|observaciones|info|infos|thoughts" },
  { SL_IMPORT_ADDED, 100,
    "created at|created|date added|added|added on|added at|date created|created on|created date|date saved|saved on|saved at|saved date|timestamp|date recorded|erstellt|erstellt am|hinzugefugt|hinzugefugt am|angelegt am"
    "|ajoute le|date d ajout|cree le|creado|fecha de creacion|anadido|day added|creation date|date found|found date|created time|creation time|entry date|date entered|logged on|date logged|zeitstempel|horodateur|marca temporal" },
  { SL_IMPORT_FLAG_APPLIED, 100, "applied yes no|applied y n|has applied|have applied|did i apply|applied yet|is applied" },
  { SL_IMPORT_FLAG_INTERVIEW, 75, "interview|interviewed|interviews|got interview|interview y n|interview yes no|vorstellungsgesprach|entretien|entrevista|phone screen|phone interview" },
  { SL_IMPORT_FLAG_OFFER, 75, "offer|offered|job offer|offer received|got offer|offer y n|offer yes no|angebot|oferta|zusage" },
  { SL_IMPORT_FLAG_REJECTED, 75, "rejected|rejection|rejected y n|rejection received|declined|absage|abgelehnt|refus|rechazado|rejeccion|denied" },
  { SL_IMPORT_IGNORE, 100, "index|no|nr|number|row|row number|sl no|s no|sno|serial|serial number|sr no|lfd nr|num|numero|n|id no|count|rank no|counter" },
  { SL_IMPORT_KEEP, 100,
    "id|application id|job id|requisition|requisition id|req id|reference|reference number|ref|job reference|job number|job code|contact|contact name|contact person|contact email|contact info|contact details"
    "|contacts|contact phone|recruiter|recruiter name|recruiter email|recruiter contact|hiring manager|email|e mail|phone|phone number|telephone|linkedin|referral|referred by|referrer|interviewer|interviewers"
    "|interview date|interview dates|interview time|first interview|second interview|date of interview|next interview|interview 1|interview 2|interview notes|company website|company url|company size|company info"
    "|company notes|company description|company address|company type|about company|industry|sector|department|address|resume|resume version|resume used|cv|cv version|cover letter|coverletter|date posted|posted|posted on"
    "|posted date|posting date|posted at|publish date|publication date|still open|deadline|application deadline|closing date|close date|apply by|due date|expiry|expiration date|end date|last updated|updated|updated at"
    "|last update|last modified|modified|update date|last contact|last contacted|last contact date|response date|date of response|date of reply|response received|heard back|date heard back|reply|reply date|rejection date"
    "|date rejected|rejection reason|reason|reason for rejection|offer date|offer deadline|offer details|offer amount|start date|next step|next steps|next action|action|action items|to do|skills|tech stack|stack|technologies"
    "|technology|qualifications|experience|experience level|level|seniority|benefits|perks|bonus|equity|visa|sponsorship|visa sponsorship|login|username|password|account|attachments|files|documents|ansprechpartner"
    "|kontakt|ansprechpartnerin|e mail adresse|telefon|frist|bewerbungsfrist|branche|lebenslauf|anschreiben|naechste schritte|nachste schritte|nachster schritt|antwort am|ruckmeldung|personne de contact|date limite|secteur"
    "|telephone du contact|lettre de motivation|date de reponse|date entretien|date d entretien|contacto|persona de contacto|fecha limite|sector|telefono|correo|fecha de entrevista|fecha de respuesta|hours|duration|distance"
    "|score|match score|ats score|match|glassdoor rating|glassdoor|company rating|reviews|term|season|age|feedback|pros|cons|questions|salary notes|status date|date of status|status changed|status change date|stage date"
    "|date updated|year|month|week|days since applied|days since|days|applied days ago|time|thank you note|thank you sent|follow up sent|followed up|follow up notes" },
};

/* Parts of longer headers: "Company / Organisation (current)", "Date you applied". Searched from the top. */
static const Heading part_headings[] = {
  { SL_IMPORT_KEEP, 45, " website of company| size | industry | department | contact | recruiter | e mail | email | phone | interviewer | interview | cover letter | resume | cv | deadline | closing | posted | rejection | reference"
                        " | offer | benefits | bonus | response | reply | heard | last | updated | reason | feedback | next step | reqid | hiring manager | start date | who | number of | days | required | experience " },
  { SL_IMPORT_FOLLOW_UP, 50, " follow up date| date follow| follow up on " },
  { SL_IMPORT_SALARY_MIN, 50, " salary min | min salary | minimum salary | salary from " },
  { SL_IMPORT_SALARY_MAX, 50, " salary max | max salary | maximum salary | salary to " },
  { SL_IMPORT_CURRENCY, 50, " currency " },
  { SL_IMPORT_SALARY, 50, " salary | compensation | gehalt | salaire | salario | sueldo | pay " },
  { SL_IMPORT_APPLIED_DATE, 55, " date applied | applied date | applied on | application date | date of application | date you applied | date i applied | day applied | submitted | submission | bewerbungsdatum | beworben am" },
  { SL_IMPORT_URL, 50, " url | link | hyperlink | lien | enlace " },
  { SL_IMPORT_COMPANY, 52, " company | employer | organisation | organization | firma | unternehmen | entreprise | empresa | arbeitgeber " },
  { SL_IMPORT_ROLE, 50, " job title | position | role | vacancy | title | stelle | poste | puesto " },
  { SL_IMPORT_SOURCE, 48, " source | found | job board | platform | quelle | fuente " },
  { SL_IMPORT_STATUS, 48, " status | stage | statut | estado | outcome " },
  { SL_IMPORT_WORK_MODE, 48, " remote | hybrid | onsite " },
  { SL_IMPORT_JOB_TYPE, 45, " job type | employment type | contract type | full time | part time " },
  { SL_IMPORT_LOCATION, 45, " location | city | standort | lieu | ubicacion " },
  { SL_IMPORT_DESCRIPTION, 45, " description | beschreibung | descripcion " },
  { SL_IMPORT_NOTES, 45, " notes | comments | remarks | notizen | bemerkungen | commentaires | notas | comentarios " },
  { SL_IMPORT_PRIORITY, 45, " priority | importance " },
  { SL_IMPORT_TAGS, 45, " tags | labels " },
  { SL_IMPORT_APPLIED_DATE, 40, " applied | date " },
};

static gboolean
has_phrase (const char *phrases,
            const char *words,
            gsize       length)
{
  for (const char *p = phrases; p != NULL;)
    {
      const char *end = strchr (p, '|');
      gsize n = end != NULL ? (gsize) (end - p) : strlen (p);

      if (n == length && memcmp (p, words, n) == 0)
        return TRUE;
      p = end != NULL ? end + 1 : NULL;
    }
  return FALSE;
}

static gboolean
has_part (const char *parts,
          const char *padded)
{
  gsize length = strlen (padded);

  for (const char *p = parts; p != NULL;)
    {
      const char *end = strchr (p, '|');
      gsize n = end != NULL ? (gsize) (end - p) : strlen (p);

      if (memmem (padded, length, p, n) != NULL)
        return TRUE;
      p = end != NULL ? end + 1 : NULL;
    }
  return FALSE;
}

static gboolean
find_whole (const char     *words,
            SlImportTarget *out_target,
            int            *out_score)
{
  gsize length = strlen (words);

  for (gsize i = 0; i < G_N_ELEMENTS (whole_headings); i++)
    if (has_phrase (whole_headings[i].phrases, words, length))
      {
        *out_target = whole_headings[i].target;
        *out_score = whole_headings[i].score;
        return TRUE;
      }
  return FALSE;
}

/* The program's own export: labels in the person's language, or the fields' columns. */
static gpointer
make_own_words (gpointer data)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (SlImportTarget target = SL_IMPORT_ADDED; target >= SL_IMPORT_COMPANY; target--)
    {
      const SlImportTargetInfo *info = sl_import_target_get_info (target);

      g_hash_table_replace (words, sl_import_normalize_header (sl_import_target_get_label (target)), GUINT_TO_POINTER (target));
      if (info->field != SL_FIELD_NONE)
        g_hash_table_replace (words, sl_import_normalize_header (sl_kind_get_field (SL_KIND_APPLICATION, info->field)->column), GUINT_TO_POINTER (target));
    }
  return words;
}

static gboolean
find_own (const char     *words,
          SlImportTarget *out_target)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *own = g_once (&once, make_own_words, NULL);
  gpointer target;

  if (!g_hash_table_lookup_extended (own, words, NULL, &target))
    return FALSE;
  *out_target = GPOINTER_TO_UINT (target);
  return TRUE;
}

/**
 * sl_import_target_from_header:
 * @header: (nullable): the head of a column
 * @out_target: where such a column goes
 * @out_score: (optional): how surely, from 1 to 100
 *
 * Returns: whether anything is known about such a header
 */
gboolean
sl_import_target_from_header (const char     *header,
                              SlImportTarget *out_target,
                              int            *out_score)
{
  g_autofree char *words = sl_import_normalize_header (header);
  g_autofree char *padded = NULL;
  int score = 0;

  if (*words == '\0')
    {
      /* A sign alone ("#") numbers the rows. */
      if (header == NULL || strchr (header, '#') == NULL)
        return FALSE;
      *out_target = SL_IMPORT_IGNORE;
      score = 90;
    }
  else if (find_own (words, out_target))
    score = 100;
  else if (!find_whole (words, out_target, &score))
    {
      gsize i;

      if (strlen (words) > 60)
        return FALSE;
      padded = g_strdup_printf (" %s ", words);
      for (i = 0; i < G_N_ELEMENTS (part_headings) && !has_part (part_headings[i].phrases, padded); i++)
        ;
      if (i == G_N_ELEMENTS (part_headings))
        return FALSE;
      *out_target = part_headings[i].target;
      score = part_headings[i].score;
    }
  if (out_score != NULL)
    *out_score = score;
  return TRUE;
}
