/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the sample data. Companies are made of syllables and exist nowhere; people go by their function. Sample
 * data is content, as a person would have typed it, and isn't translated. */
#define G_LOG_DOMAIN "sl-demo-words"

#include "config.h"

#include "sl-demo-private.h"

#define WORDS(...) ((const char *const[]) { __VA_ARGS__, NULL })

const SlDemoField sl_demo_fields[] = {
  {
    .roles = WORDS ("Registered Nurse", "Ward Nurse", "Paediatric Nurse", "Night Nurse", "Nursing Team Lead", "Theatre Nurse"),
    .employers = WORDS ("Clinic", "Hospital", "Care", "Health Centre"),
    .skills = WORDS ("wound care", "triage", "medication rounds", "care planning", "shift handover"),
    .questions = WORDS ("How do you hand over a full ward in ten minutes?", "Tell us about a shift that went wrong.",
                        "How do you calm worried relatives?", "Which documentation system do you know?"),
    .duties = "Care for patients on a ward of 24 beds, plan shifts with the team and guide trainees.",
    .salary = 46000,
    .remote = 0,
  },
  {
    .roles = WORDS ("Carpenter", "Joiner", "Cabinet Maker", "Site Carpenter", "Window Fitter", "Workshop Foreman"),
    .employers = WORDS ("Joinery", "Timber", "Woodworks", "Interiors"),
    .skills = WORDS ("CNC milling", "fitted furniture", "reading plans", "surface finishing", "roof framing"),
    .questions = WORDS ("Which machines do you work on without help?", "Show us a piece you are proud of.",
                        "How do you measure an old house where nothing is straight?", "May we see your work on Thursday morning?"),
    .duties = "Build and fit furniture and windows, from measuring at the customer’s to the last coat of oil.",
    .salary = 41000,
    .remote = 0,
  },
  {
    .roles = WORDS ("Accountant", "Payroll Specialist", "Financial Controller", "Accounts Payable Clerk", "Junior Accountant", "Tax Assistant"),
    .employers = WORDS ("Group", "Holding", "Partners", "Trading"),
    .skills = WORDS ("month-end closing", "IFRS", "VAT returns", "spreadsheets", "payroll"),
    .questions = WORDS ("Walk us through your month-end close.", "How do you find a difference of two cents?",
                        "Which accounting program do you know best?", "How would you shorten our closing by two days?"),
    .duties = "Keep the books, prepare monthly and yearly closings and talk with auditors and the tax office.",
    .salary = 52000,
    .remote = 5,
  },
  {
    .roles = WORDS ("Backend Developer", "Frontend Developer", "Embedded Software Engineer", "Site Reliability Engineer", "Mobile Developer",
                    "Test Engineer", "Data Engineer"),
    .employers = WORDS ("Systems", "Labs", "Software", "Works", "Networks"),
    .skills = WORDS ("C", "Python", "SQL", "Linux", "TypeScript", "code review"),
    .questions = WORDS ("Design a queue that survives a restart.", "Tell us about a bug that took you days.",
                        "When would you not write a test?", "How do you review a change of two thousand lines?"),
    .duties = "Build and run services together with a team of six, with reviews, tests and a quiet on-call rota.",
    .salary = 68000,
    .remote = 8,
  },
  {
    .roles = WORDS ("Primary School Teacher", "Mathematics Teacher", "Special Needs Teacher", "Language Teacher", "Vocational Trainer"),
    .employers = WORDS ("School", "Academy", "College", "Learning"),
    .skills = WORDS ("lesson planning", "classroom management", "inclusion", "parents’ evenings", "digital boards"),
    .questions = WORDS ("How do you start a lesson after a break?", "A parent disagrees with a mark. What do you do?",
                        "Which subject would you like to take on?", "Teach us something in five minutes."),
    .duties = "Teach 22 lessons a week, share a class with a colleague and take part in the school’s development.",
    .salary = 49000,
    .remote = 1,
  },
  {
    .roles = WORDS ("Graphic Designer", "Product Designer", "UX Researcher", "Motion Designer", "Packaging Designer"),
    .employers = WORDS ("Studio", "Design", "Agency", "Press"),
    .skills = WORDS ("typography", "prototyping", "user interviews", "print production", "illustration"),
    .questions = WORDS ("Which of your works would you do differently today?", "How do you take criticism in a review?",
                        "How do you know that a design works?", "Redesign our ticket machine."),
    .duties = "Shape products and campaigns from the first sketch to handover, close to research and development.",
    .salary = 51000,
    .remote = 6,
  },
  {
    .roles = WORDS ("Warehouse Coordinator", "Dispatcher", "Supply Chain Planner", "Forklift Operator", "Purchasing Assistant"),
    .employers = WORDS ("Logistics", "Freight", "Supply", "Depot"),
    .skills = WORDS ("route planning", "inventory", "customs papers", "shift planning", "negotiation"),
    .questions = WORDS ("Two lorries are late and one driver is ill. What first?", "How do you count stock without closing?",
                        "Which warehouse systems do you know?", "Are early shifts all right for you?"),
    .duties = "Plan incoming and outgoing goods, keep the stock right and the drivers on time.",
    .salary = 39000,
    .remote = 1,
  },
  {
    .roles = WORDS ("Pastry Chef", "Baker", "Sous Chef", "Restaurant Manager", "Kitchen Assistant"),
    .employers = WORDS ("Bakery", "Kitchen", "Hotel", "Catering"),
    .skills = WORDS ("sourdough", "menu planning", "hygiene rules", "cost control", "team leading"),
    .questions = WORDS ("Cook us a plate from what is here.", "How do you plan for a full house?",
                        "How do you keep waste down?", "What is your favourite bread, and why?"),
    .duties = "Run the early shift, bake and plate for 120 guests and order with an eye on cost and season.",
    .salary = 36000,
    .remote = 0,
  },
  {
    .roles = WORDS ("Electrician", "Solar Installer", "Heating Engineer", "Maintenance Technician", "Service Engineer"),
    .employers = WORDS ("Electric", "Solar", "Energy", "Building Services"),
    .skills = WORDS ("fault finding", "solar power", "heat pumps", "safety inspections", "customer service"),
    .questions = WORDS ("How do you find a fault that comes and goes?", "Which licences do you hold?",
                        "May you drive a van with a trailer?", "How do you explain a heat pump to a customer?"),
    .duties = "Install and maintain heating, solar and house technology in a team of two with an own van.",
    .salary = 43000,
    .remote = 0,
  },
  {
    .roles = WORDS ("Marketing Manager", "Content Editor", "Communications Officer", "Event Coordinator", "Customer Success Manager"),
    .employers = WORDS ("Media", "Events", "Foundation", "Market"),
    .skills = WORDS ("newsletters", "campaign planning", "copywriting", "analytics", "trade fairs"),
    .questions = WORDS ("Which campaign taught you the most?", "How do you measure success without tracking people?",
                        "Write a headline for us.", "How do you say no to a loud stakeholder?"),
    .duties = "Plan and write campaigns and newsletters, organise two trade fairs a year and report on what worked.",
    .salary = 50000,
    .remote = 7,
  },
  {
    .roles = WORDS ("Social Worker", "Youth Worker", "Early Years Educator", "Occupational Therapist", "Speech Therapist"),
    .employers = WORDS ("Family Services", "Association", "House", "Trust"),
    .skills = WORDS ("case work", "crisis talks", "group sessions", "documentation", "networking"),
    .questions = WORDS ("How do you keep distance without being distant?", "Tell us about a case that stayed with you.",
                        "How do you work with schools and offices?", "What do you need from a team?"),
    .duties = "Accompany families and young people, lead groups and work closely with schools and public offices.",
    .salary = 42000,
    .remote = 1,
  },
  {
    .roles = WORDS ("Office Manager", "Executive Assistant", "Project Coordinator", "Legal Secretary", "Archivist"),
    .employers = WORDS ("Office", "Consulting", "Institute", "Archive"),
    .skills = WORDS ("calendar planning", "minutes", "procurement", "travel booking", "records management"),
    .questions = WORDS ("Three people need you at once. Whom first?", "How do you keep confidential things confidential?",
                        "What would you change in a new office in your first week?", "How is your written English?"),
    .duties = "Keep an office of thirty running: calendars, orders, travel, minutes and a friendly door.",
    .salary = 44000,
    .remote = 4,
  },
};
const guint sl_demo_n_fields = G_N_ELEMENTS (sl_demo_fields);

const SlDemoPlace sl_demo_places[] = {
  { "Berlin, Germany", "EUR", 1.0, 1000 },
  { "Leipzig, Germany", "EUR", 0.9, 1000 },
  { "Hamburg, Germany", "EUR", 1.05, 1000 },
  { "Vienna, Austria", "EUR", 1.0, 1000 },
  { "Zürich, Switzerland", "CHF", 1.75, 1000 },
  { "Lyon, France", "EUR", 0.95, 1000 },
  { "Utrecht, Netherlands", "EUR", 1.05, 1000 },
  { "Porto, Portugal", "EUR", 0.65, 500 },
  { "Dublin, Ireland", "EUR", 1.15, 1000 },
  { "Manchester, United Kingdom", "GBP", 0.85, 1000 },
  { "London, United Kingdom", "GBP", 1.05, 1000 },
  { "Malmö, Sweden", "SEK", 10.5, 5000 },
  { "Aarhus, Denmark", "DKK", 9.5, 5000 },
  { "Kraków, Poland", "PLN", 2.6, 2000 },
  { "Chicago, United States", "USD", 1.35, 1000 },
  { "Portland, United States", "USD", 1.3, 1000 },
  { "Toronto, Canada", "CAD", 1.5, 1000 },
  { "Melbourne, Australia", "AUD", 1.65, 1000 },
};
const guint sl_demo_n_places = G_N_ELEMENTS (sl_demo_places);

const SlDemoTag sl_demo_tags[] = {
  { "Dream job", "#9141ac" },
  { "Four-day week", "#2190a4" },
  { "Short commute", "#3a944a" },
  { "Public sector", "#3584e4" },
  { "Agency", "#6f8396" },
  { "Career change", "#ed5b00" },
  { "Good team", "#d56199" },
  { "Relocation", "#c88800" },
};
const guint sl_demo_n_tags = G_N_ELEMENTS (sl_demo_tags);

const SlDemoRound sl_demo_rounds[] = {
  { "Recruiter call", "Recruiter Call", SL_LANE_RECRUITER_SCREEN, "Recruiting team", 30 },
  { "Trial task", "Take-Home", SL_LANE_ASSESSMENT, "Department", 120 },
  { "Meet the team", "Behavioral", SL_LANE_TEAM_MATCH, "Hiring manager", 45 },
  { "Technical interview", "Technical", SL_LANE_TECHNICAL_INTERVIEW, "Hiring manager, future colleague", 60 },
  { "Day on site", "Onsite", SL_LANE_FINAL_ROUND, "Hiring manager, Head of department", 180 },
};
const guint sl_demo_n_rounds = G_N_ELEMENTS (sl_demo_rounds);

/* Syllables that sound like a company's name when put together. */
const char *const sl_demo_name_starts[] = {
  "Quell", "Torv", "Larken", "Fennel", "Myrr", "Oster", "Bruma", "Calv", "Dunel", "Elgar", "Farro", "Grindel",
  "Halm", "Ilver", "Jorven", "Kestra", "Lumar", "Marn", "Nordel", "Oxven", "Pellar", "Rusk", "Selva", "Tamber",
  "Ulmen", "Vark", "Yarrel", "Zeph", "Brumble", "Skarn", "Ostrel", "Tirn", "Velk", NULL
};

const char *const sl_demo_name_ends[] = {
  "mark", "vane", "holt", "wick", "dale", "stead", "mere", "by", "ford", "gate", "land", "loft", "moor", "quay",
  "ridge", "side", "thorn", "vale", "well", "yard", "brook", "crest", "field", "haven", NULL
};

const char *const sl_demo_benefits[] = {
  "30 days off, job bike", "28 days off, pension", "Public transport ticket, canteen", "Training budget, flexible hours",
  "Relocation help, 27 days off", NULL
};

const char *const sl_demo_impressions[] = {
  "Friendly talk, clear answers about the team.", "A bit rushed, but honest about the workload.",
  "They asked good questions and left time for mine.", "Hard to read. Pay was not mentioned.",
  "Warm welcome, short tour of the place.", "Two people, relaxed, ended ten minutes late.", NULL
};

const char *const sl_demo_answers[] = {
  "Begin with how it ended, then the two steps that led there. Two minutes at most.",
  "The example from the spring, with the numbers. Ask afterwards how they do it here.",
  "Say it plainly: not done yet, but this is how I would begin.",
  NULL,
};

const char *const sl_demo_worked[] = {
  "My examples fitted the questions.", "I asked about the team and got real answers.", "I was rested and on time.", NULL
};

const char *const sl_demo_failed[] = {
  "I talked too long about my last job.", "I had no figure ready for the salary question.", "I did not know their newest product.", NULL
};
