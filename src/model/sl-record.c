/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record is one block of memory: the GObject, its row number in the store and one SlValue for each field of its
 * kind. Each kind is a subtype, registered when first needed, whose properties are the rows of the kind's table, so
 * that .ui files can look up SlApplication:role-title. */

#define G_LOG_DOMAIN "sl-record"

#include "config.h"

#include "sl-record.h"

#include "sl-date.h"
#include "sl-error.h"
#include "sl-id.h"

/* The instance of every subtype; the class behind it says how many values there are. */
typedef struct {
  SlRecord parent_instance;
  gint64 pk;
  SlValue values[];
} Body;

enum {
  PROP_0,
  PROP_PK,
  PROP_KIND_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static GParamSpec **field_properties[SL_N_KINDS];

G_DEFINE_ABSTRACT_TYPE (SlRecord, sl_record, G_TYPE_OBJECT)

static inline Body *
get_body (SlRecord *self)
{
  return (Body *) (gpointer) self;
}

static void
sl_record_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SlRecord *self = SL_RECORD (object);

  switch (prop_id)
    {
    case PROP_PK:
      g_value_set_int64 (value, sl_record_get_pk (self));
      break;
    case PROP_KIND_NAME:
      g_value_set_static_string (value, sl_record_get_info (self)->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_record_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_PK:
      sl_record_set_pk (SL_RECORD (object), g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sl_record_finalize (GObject *object)
{
  SlRecord *self = SL_RECORD (object);
  guint n_fields = sl_record_get_info (self)->n_fields;

  for (guint i = 0; i < n_fields; i++)
    sl_value_clear (&get_body (self)->values[i]);

  G_OBJECT_CLASS (sl_record_parent_class)->finalize (object);
}

static void
sl_record_class_init (SlRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  klass->kind = SL_KIND_NONE;
  object_class->get_property = sl_record_get_property;
  object_class->set_property = sl_record_set_property;
  object_class->finalize = sl_record_finalize;

  /**
   * SlRecord:pk:
   *
   * The row number in the store; 0 before it is there.
   */
  properties[PROP_PK] =
    g_param_spec_int64 ("pk", NULL, NULL, 0, G_MAXINT64, 0, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * SlRecord:kind-name:
   *
   * "application", "stage"…
   */
  properties[PROP_KIND_NAME] =
    g_param_spec_string ("kind-name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sl_record_init (SlRecord *self)
{
}

/* The subtypes. The id of a field's property is its number plus one. */

static void
get_field_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  const SlValue *field_value = sl_record_get_value (SL_RECORD (object), prop_id - 1);

  if (G_VALUE_HOLDS_STRING (value))
    g_value_set_string (value, sl_value_get_text (field_value));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, sl_value_get_integer (field_value, FALSE) != 0);
  else
    g_value_set_int64 (value, sl_value_get_integer (field_value, 0));
}

static void
set_field_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SlRecord *self = SL_RECORD (object);
  guint field = prop_id - 1;

  if (G_VALUE_HOLDS_STRING (value))
    sl_record_set_text (self, field, g_value_get_string (value));
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    sl_record_set_integer (self, field, g_value_get_boolean (value));
  else
    sl_record_set_integer (self, field, g_value_get_int64 (value));
}

static GParamSpec *
make_property (const SlField *field)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  if (field->type == SL_TYPE_BOOLEAN)
    return g_param_spec_boolean (field->name, NULL, NULL, FALSE, flags);
  if (sl_field_is_integer (field))
    return g_param_spec_int64 (field->name, NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  return g_param_spec_string (field->name, NULL, NULL, NULL, flags);
}

static void
kind_class_init (gpointer klass, gpointer data)
{
  const SlKindInfo *info = data;
  GObjectClass *object_class = klass;
  GParamSpec **specs = g_new0 (GParamSpec *, info->n_fields + 1);

  ((SlRecordClass *) klass)->kind = info->kind;
  object_class->get_property = get_field_property;
  object_class->set_property = set_field_property;
  for (guint i = 0; i < info->n_fields; i++)
    specs[i + 1] = make_property (&info->fields[i]);
  g_object_class_install_properties (object_class, info->n_fields + 1, specs);
  field_properties[info->kind] = specs;
}

/**
 * sl_record_get_type_for_kind:
 * @kind: a kind
 *
 * Returns: the type of its records, registered if it wasn't yet
 */
GType
sl_record_get_type_for_kind (SlKind kind)
{
  static gsize types[SL_N_KINDS];
  const SlKindInfo *info;

  g_return_val_if_fail (kind >= 0 && kind < SL_N_KINDS, G_TYPE_INVALID);

  if (g_once_init_enter (&types[kind]))
    {
      GTypeInfo type_info = { 0 };
      GType type;

      info = sl_kind_get_info (kind);
      type_info.class_size = sizeof (SlRecordClass);
      type_info.class_init = kind_class_init;
      type_info.class_data = info;
      type_info.instance_size = (guint16) (sizeof (Body) + info->n_fields * sizeof (SlValue));
      type = g_type_register_static (SL_TYPE_RECORD, info->type_name, &type_info, G_TYPE_FLAG_FINAL);
      g_once_init_leave (&types[kind], type);
    }
  return types[kind];
}

/**
 * sl_record_ensure_types:
 *
 * Registers the types of all kinds, so that .ui files find them by name.
 */
void
sl_record_ensure_types (void)
{
  for (int kind = 0; kind < SL_N_KINDS; kind++)
    g_type_ensure (sl_record_get_type_for_kind (kind));
}

/**
 * sl_record_new:
 * @kind: a kind
 *
 * Returns: (transfer full): a record with an id of its own and the initial values of its kind
 */
SlRecord *
sl_record_new (SlKind kind)
{
  SlRecord *self = sl_record_new_blank (kind);
  const SlKindInfo *info = sl_kind_get_info (kind);
  char id[SL_ID_LENGTH + 1];

  sl_value_set_text_len (&get_body (self)->values[SL_FIELD_ID], sl_id_write (id), SL_ID_LENGTH);
  for (guint i = SL_N_COMMON_FIELDS; i < info->n_fields; i++)
    if (info->fields[i].initial != NULL)
      sl_field_get_initial (&info->fields[i], &get_body (self)->values[i]);
  return self;
}

/**
 * sl_record_new_blank:
 * @kind: a kind
 *
 * Returns: (transfer full): a record with all fields null, the id too, for filling with what was read
 */
SlRecord *
sl_record_new_blank (SlKind kind)
{
  return g_object_new (sl_record_get_type_for_kind (kind), NULL);
}

/**
 * sl_record_dup:
 * @self: a record
 *
 * Returns: (transfer full): a record of the same kind, values and row number
 */
SlRecord *
sl_record_dup (SlRecord *self)
{
  SlRecord *copy;
  guint n_fields;

  g_return_val_if_fail (SL_IS_RECORD (self), NULL);

  copy = sl_record_new_blank (sl_record_get_kind (self));
  n_fields = sl_record_get_info (self)->n_fields;
  get_body (copy)->pk = get_body (self)->pk;
  for (guint i = 0; i < n_fields; i++)
    sl_value_copy (&get_body (self)->values[i], &get_body (copy)->values[i]);
  return copy;
}

/** sl_record_get_kind: the kind of record; never changes */
SlKind
sl_record_get_kind (SlRecord *self)
{
  g_return_val_if_fail (SL_IS_RECORD (self), SL_KIND_NONE);

  return SL_RECORD_GET_CLASS (self)->kind;
}

/**
 * sl_record_get_info:
 * @self: a record
 *
 * Returns: (transfer none): the table of its kind
 */
const SlKindInfo *
sl_record_get_info (SlRecord *self)
{
  return sl_kind_get_info (sl_record_get_kind (self));
}

/**
 * sl_record_get_id:
 * @self: a record
 *
 * Returns: (nullable): its id; %NULL only for one that is blank
 */
const char *
sl_record_get_id (SlRecord *self)
{
  return sl_record_get_text (self, SL_FIELD_ID);
}

/**
 * sl_record_get_pk:
 * @self: a record
 *
 * Returns: its row number in the store, or 0 before it is there
 */
gint64
sl_record_get_pk (SlRecord *self)
{
  g_return_val_if_fail (SL_IS_RECORD (self), 0);

  return get_body (self)->pk;
}

/** sl_record_set_pk: sets the row number, which only the store knows */
void
sl_record_set_pk (SlRecord *self, gint64 pk)
{
  g_return_if_fail (SL_IS_RECORD (self));

  if (get_body (self)->pk == pk)
    return;
  get_body (self)->pk = pk;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PK]);
}

/**
 * sl_record_get_value:
 * @self: a record
 * @field: the number of one of its fields
 *
 * Returns: (transfer none): what stands there, until it is set anew
 */
const SlValue *
sl_record_get_value (SlRecord *self, guint field)
{
  static const SlValue null_value = SL_VALUE_INIT;

  g_return_val_if_fail (SL_IS_RECORD (self), &null_value);
  g_return_val_if_fail (field < sl_record_get_info (self)->n_fields, &null_value);

  return &get_body (self)->values[field];
}

/**
 * sl_record_set_value:
 * @self: a record
 * @field: the number of one of its fields
 * @value: what shall stand there: null, or of the field's type (sl_field_is_integer())
 *
 * Limits aren't checked: see sl_record_check().
 */
void
sl_record_set_value (SlRecord *self, guint field, const SlValue *value)
{
  g_auto (SlValue) copy = SL_VALUE_INIT;

  sl_value_copy (value, &copy);
  sl_record_take_value (self, field, &copy);
}

/**
 * sl_record_take_value:
 * @self: a record
 * @field: the number of one of its fields
 * @value: what shall stand there; null afterwards
 *
 * As sl_record_set_value(), for a value that isn't needed any more.
 */
void
sl_record_take_value (SlRecord *self, guint field, SlValue *value)
{
  const SlKindInfo *info = sl_record_get_info (self);
  SlValue *place;

  g_return_if_fail (info != NULL);
  g_return_if_fail (field < info->n_fields);
  g_return_if_fail (value->type == SL_VALUE_NULL ||
                    (value->type == SL_VALUE_INTEGER) == sl_field_is_integer (&info->fields[field]));

  place = &get_body (self)->values[field];
  if (sl_value_equal (place, value))
    {
      sl_value_clear (value);
      return;
    }
  sl_value_take (value, place);
  g_object_notify_by_pspec (G_OBJECT (self), field_properties[info->kind][field + 1]);
}

/**
 * sl_record_get_text:
 * @self: a record
 * @field: the number of a field of text
 *
 * Returns: (nullable): its text, until it is set anew; %NULL for null
 */
const char *
sl_record_get_text (SlRecord *self, guint field)
{
  return sl_value_get_text (sl_record_get_value (self, field));
}

/**
 * sl_record_set_text:
 * @self: a record
 * @field: the number of a field of text
 * @text: (nullable): its text, copied; %NULL for null
 */
void
sl_record_set_text (SlRecord *self, guint field, const char *text)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_text (&value, text);
  sl_record_take_value (self, field, &value);
}

/**
 * sl_record_get_integer:
 * @self: a record
 * @field: the number of a field of numbers
 * @fallback: what to return for null
 */
gint64
sl_record_get_integer (SlRecord *self, guint field, gint64 fallback)
{
  return sl_value_get_integer (sl_record_get_value (self, field), fallback);
}

/** sl_record_set_integer: sets a field that holds a whole number, a day count or a time */
void
sl_record_set_integer (SlRecord *self, guint field, gint64 integer)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_value_set_integer (&value, integer);
  sl_record_take_value (self, field, &value);
}

/** sl_record_is_null: whether the field holds nothing */
gboolean
sl_record_is_null (SlRecord *self, guint field)
{
  return sl_value_is_null (sl_record_get_value (self, field));
}

/** sl_record_set_null: empties the field */
void
sl_record_set_null (SlRecord *self, guint field)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  sl_record_take_value (self, field, &value);
}

/**
 * sl_record_parse:
 * @self: a record
 * @field: the number of one of its fields
 * @text: (nullable): what a person wrote
 * @error: return location for an #SlErrorCode
 *
 * Sets @field as sl_field_parse() reads @text.
 *
 * Returns: %FALSE when the text isn't understood; the record is then as it was
 */
gboolean
sl_record_parse (SlRecord *self, guint field, const char *text, GError **error)
{
  g_auto (SlValue) value = SL_VALUE_INIT;

  if (!sl_field_parse (sl_kind_get_field (sl_record_get_kind (self), field), text, &value, error))
    return FALSE;
  sl_record_take_value (self, field, &value);
  return TRUE;
}

/**
 * sl_record_equal:
 * @self: a record
 * @other: another
 *
 * Returns: whether both are of one kind and have the same values, the id too; what the store derives and the row
 *   number don't count
 */
gboolean
sl_record_equal (SlRecord *self, SlRecord *other)
{
  const SlKindInfo *info = sl_record_get_info (self);

  if (info != sl_record_get_info (other))
    return FALSE;
  for (guint i = 0; i < info->n_fields; i++)
    if (!(info->fields[i].flags & SL_FIELD_DERIVED) &&
        !sl_value_equal (&get_body (self)->values[i], &get_body (other)->values[i]))
      return FALSE;
  return TRUE;
}
