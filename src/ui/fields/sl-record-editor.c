/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sl-record-editor"

#include "config.h"

#include <glib/gi18n.h>

#include "sl-error.h"
#include "sl-record-editor.h"
#include "sl-store-query.h"

/* What is known of a field beside the record.
 *
 * shown: what its row shows, or has handed over since: what is typed next is made of that
 * stood: the last of these that the store is known to have held
 * has_row: whether a row said what it shows; else that is what was read last
 * n_saving: saves under way: what was read last may be older than what was handed over */
typedef struct {
  SlValue shown;
  SlValue stood;
  gboolean has_row;
  guint n_saving;
} Field;

struct _SlRecordEditor {
  GObject parent_instance;

  SlViewState *state;
  SlKind kind;
  char *id;
  SlRecord *record;
  Field *fields;        /* (nullable): of a draft */
  gboolean gone;
  gboolean draft;
  GHashTable *problems; /* field → message */
  guint reading;  /* the number of the last read; 0: it is back */
  guint n_reads;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SlRecordEditor, sl_record_editor, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_RECORD,
  PROP_GONE,
  N_PROPS,
};

enum {
  SIGNAL_REJECTED,
  SIGNAL_FINISH,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What the reader thread needs: not the editor, whose last reference must not end there. */
typedef struct {
  SlKind kind;
  char *id;
} Wanted;

/* Which read an answer is of. */
typedef struct {
  SlRecordEditor *editor;
  guint number;
} Read;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->id);
  g_free (wanted);
}

static gpointer
read_record (SlConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Wanted *wanted = data;

  return sl_store_read_record (connection, wanted->kind, wanted->id, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Read *read = data;
  g_autoptr (SlRecordEditor) self = read->editor;
  g_autoptr (GError) error = NULL;
  g_autoptr (SlRecord) record = sl_store_read_finish (SL_STORE (source), result, &error);

  /* A later one is on its way: this may be older than what was saved meanwhile. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->cancellable == NULL || read->number != self->reading)
    return;
  self->reading = 0;
  if (g_error_matches (error, SL_ERROR, SL_ERROR_NOT_FOUND))
    {
      self->gone = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GONE]);
      return;
    }
  if (error != NULL)
    {
      sl_view_state_tell_failed (self->state, error, _("Not everything can be shown now."));
      return;
    }
  if (self->gone)
    {
      self->gone = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GONE]);
    }
  /* As it was when this was made: nothing is to be shown anew. */
  if (read->number == 1 && self->record != NULL && sl_record_equal (self->record, record))
    return;
  g_set_object (&self->record, record);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

static void
read_again (SlRecordEditor *self)
{
  Wanted *wanted = g_new0 (Wanted, 1);
  Read *read = g_new0 (Read, 1);

  self->reading = ++self->n_reads;
  read->editor = g_object_ref (self);
  read->number = self->reading;
  wanted->kind = self->kind;
  wanted->id = g_strdup (self->id);
  sl_store_read_async (sl_view_state_get_store (self->state), SL_READ_INTERACTIVE, read_record, wanted, wanted_free,
                       g_object_unref, self->cancellable, read_cb, read);
}

static void
changed_cb (SlRecordEditor *self, guint kinds)
{
  if (kinds & (1u << self->kind))
    read_again (self);
}

static void
sl_record_editor_dispose (GObject *object)
{
  SlRecordEditor *self = SL_RECORD_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->record);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (sl_record_editor_parent_class)->dispose (object);
}

static void
sl_record_editor_finalize (GObject *object)
{
  SlRecordEditor *self = SL_RECORD_EDITOR (object);

  g_hash_table_unref (self->problems);
  for (guint i = 0; self->fields != NULL && i < sl_kind_get_info (self->kind)->n_fields; i++)
    {
      sl_value_clear (&self->fields[i].shown);
      sl_value_clear (&self->fields[i].stood);
    }
  g_free (self->fields);
  g_free (self->id);
  G_OBJECT_CLASS (sl_record_editor_parent_class)->finalize (object);
}

static void
sl_record_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SlRecordEditor *self = SL_RECORD_EDITOR (object);

  switch (id)
    {
    case PROP_RECORD:
      g_value_set_object (value, self->record);
      break;
    case PROP_GONE:
      g_value_set_boolean (value, self->gone);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
sl_record_editor_class_init (SlRecordEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sl_record_editor_dispose;
  object_class->finalize = sl_record_editor_finalize;
  object_class->get_property = sl_record_editor_get_property;

  properties[PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, SL_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_GONE] = g_param_spec_boolean ("gone", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_REJECTED] = g_signal_new ("rejected", SL_TYPE_RECORD_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                           g_signal_accumulator_true_handled, NULL, NULL,
                                           G_TYPE_BOOLEAN, 2, G_TYPE_UINT, G_TYPE_ERROR);
  signals[SIGNAL_FINISH] = g_signal_new ("finish", SL_TYPE_RECORD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
sl_record_editor_init (SlRecordEditor *self)
{
  self->cancellable = g_cancellable_new ();
  self->problems = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

static SlRecordEditor *
new_reading (SlViewState *state, SlKind kind, const char *id, SlRecord *record)
{
  SlRecordEditor *self = g_object_new (SL_TYPE_RECORD_EDITOR, NULL);

  self->state = g_object_ref (state);
  self->kind = kind;
  self->id = g_strdup (id);
  g_set_object (&self->record, record);
  self->fields = g_new0 (Field, sl_kind_get_info (kind)->n_fields);
  g_signal_connect_object (state, "finish-typing", G_CALLBACK (sl_record_editor_finish), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sl_view_state_get_store (state), "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_again (self);
  return self;
}

/** sl_record_editor_new: Returns: (transfer full): an editor of the record @id; its record is read in the background */
SlRecordEditor *
sl_record_editor_new (SlViewState *state, SlKind kind, const char *id)
{
  return new_reading (state, kind, id, NULL);
}

/**
 * sl_record_editor_new_of:
 * @record: a record that was just read. Whether it changed since is looked up in the background.
 *
 * Returns: (transfer full): an editor that has its record from the beginning, so that its rows needn't be laid out twice
 */
SlRecordEditor *
sl_record_editor_new_of (SlViewState *state, SlRecord *record)
{
  return new_reading (state, sl_record_get_kind (record), sl_record_get_id (record), record);
}

/**
 * sl_record_editor_new_draft:
 * @record: what the form begins with; copied
 *
 * Returns: (transfer full): an editor of a draft, which reads and writes nothing
 */
SlRecordEditor *
sl_record_editor_new_draft (SlViewState *state, SlRecord *record)
{
  SlRecordEditor *self = g_object_new (SL_TYPE_RECORD_EDITOR, NULL);

  self->state = g_object_ref (state);
  self->kind = sl_record_get_kind (record);
  self->id = g_strdup (sl_record_get_id (record));
  self->record = sl_record_dup (record);
  self->draft = TRUE;
  return self;
}

/** sl_record_editor_is_draft: Returns: whether nothing is saved before the whole form is */
gboolean
sl_record_editor_is_draft (SlRecordEditor *self)
{
  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self), FALSE);
  return self->draft;
}

/** sl_record_editor_get_state: Returns: (transfer none): the window's view state */
SlViewState *
sl_record_editor_get_state (SlRecordEditor *self)
{
  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self), NULL);
  return self->state;
}

/** sl_record_editor_get_kind: Returns: what kind of record it edits */
SlKind
sl_record_editor_get_kind (SlRecordEditor *self)
{
  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self), SL_KIND_NONE);
  return self->kind;
}

/** sl_record_editor_get_id: Returns: (transfer none): the record's id */
const char *
sl_record_editor_get_id (SlRecordEditor *self)
{
  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self), NULL);
  return self->id;
}

/** sl_record_editor_get_record: Returns: (transfer none) (nullable): the record as last read */
SlRecord *
sl_record_editor_get_record (SlRecordEditor *self)
{
  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self), NULL);
  return self->record;
}

/** sl_record_editor_get_gone: Returns: whether the record no longer exists (its adding was undone, say) */
gboolean
sl_record_editor_get_gone (SlRecordEditor *self)
{
  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self), FALSE);
  return self->gone;
}

/* --- Saving --- */

typedef struct {
  SlRecordEditor *editor;
  SlRecord *before; /* as the person saw it */
  SlRecord *after;
  guint fields[2];
  guint n_fields;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->before);
  g_object_unref (save->after);
  g_object_unref (save->editor);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static const SlValue *
get_base (SlRecordEditor *self, guint field)
{
  const Field *one = &self->fields[field];

  return one->has_row || one->n_saving > 0 ? &one->shown : sl_record_get_value (self->record, field);
}

static void
tell_lost (SlRecordEditor *self, guint field, const GError *error)
{
  const char *label = sl_field_get_label (sl_kind_get_field (self->kind, field));
  /* Most messages begin with the field by themselves. Translators: %s is a field's name, as in “Salary to” */
  g_autofree char *words = g_str_has_prefix (error->message, label) ? g_strdup (_("The last edit wasn’t saved."))
                                                                    : g_strdup_printf (_("“%s” wasn’t saved."), label);

  sl_view_state_tell_failed (self->state, error, words);
}

/* A row that still shows what was typed tells at it why it can't be saved. When nobody does any more, the person left
 * before the answer came: what they typed is gone from the screen, and they hear of it here. */
static void
tell_rejected (SlRecordEditor *self, guint field, const GError *error)
{
  gboolean shown = FALSE;

  g_signal_emit (self, signals[SIGNAL_REJECTED], 0, field, error, &shown);
  if (!g_error_matches (error, SL_ERROR, SL_ERROR_INVALID))
    sl_view_state_tell_failed (self->state, error, _("The change wasn’t saved."));
  else if (!shown)
    tell_lost (self, field, error);
}

/* What wasn't taken is nothing to go on from. */
static void
note_end (SlRecordEditor *self, const Save *save, gboolean saved)
{
  for (guint i = 0; i < save->n_fields; i++)
    {
      Field *field = &self->fields[save->fields[i]];

      field->n_saving--;
      if (saved)
        sl_value_copy (sl_record_get_value (save->after, save->fields[i]), &field->stood);
      else if (field->n_saving == 0)
        sl_value_copy (&field->stood, &field->shown);
    }
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Save) save = data;
  SlRecordEditor *self = save->editor;
  guint field = save->fields[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (SlTransaction) transaction = sl_view_state_apply_finish (SL_VIEW_STATE (source), result, &error);

  note_end (self, save, error == NULL);
  if (self->state == NULL)
    return;
  if (error != NULL)
    tell_rejected (self, field, error);
  /* What was read while the row held on to its own. After a change that is read anew, and then shown. */
  else if (self->fields[field].n_saving == 0 && self->reading == 0 && self->record != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

static void
save_draft (SlRecordEditor *self, const guint *fields, const SlValue *values, guint n)
{
  for (guint i = 0; i < n; i++)
    sl_record_set_value (self->record, fields[i], &values[i]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

/* The store may hold something else by now than what the person saw, and even than what was read last. */
static void
save_fields (SlRecordEditor *self, const guint *fields, const SlValue *values, guint n)
{
  Save *save;

  if (self->draft)
    {
      save_draft (self, fields, values, n);
      return;
    }
  save = g_new0 (Save, 1);
  save->editor = g_object_ref (self);
  save->before = sl_record_dup (self->record);
  save->after = sl_record_dup (self->record);
  save->n_fields = n;
  for (guint i = 0; i < n; i++)
    {
      Field *field = &self->fields[fields[i]];
      const SlValue *base = get_base (self, fields[i]);

      save->fields[i] = fields[i];
      sl_record_set_value (save->before, fields[i], base);
      sl_record_set_value (save->after, fields[i], &values[i]);
      if (!field->has_row && field->n_saving == 0)
        sl_value_copy (base, &field->stood);
      sl_value_copy (&values[i], &field->shown);
      field->n_saving++;
    }
  sl_view_state_edit_async (self->state, save->before, save->after, NULL, saved_cb, save);
}

/**
 * sl_record_editor_save:
 * @value: what the field shall hold, checked already
 *
 * Saves one field, unless it holds that already. What was changed elsewhere since the row showed it is merged with it.
 * "rejected" tells a failure, and the window one that no row shows; success shows as a new "record".
 */
void
sl_record_editor_save (SlRecordEditor *self, guint field, const SlValue *value)
{
  g_return_if_fail (SL_IS_RECORD_EDITOR (self));

  if (self->record == NULL)
    return;
  if (self->draft ? sl_value_equal (sl_record_get_value (self->record, field), value) : sl_value_equal (get_base (self, field), value))
    {
      /* What came meanwhile needn't wait any more for what was being typed. */
      if (!self->draft && !sl_value_equal (sl_record_get_value (self->record, field), value))
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
      return;
    }
  save_fields (self, &field, value, 1);
}

/** sl_record_editor_save_with: saves @field, and in the same step @other, which what was typed in @field names as well */
void
sl_record_editor_save_with (SlRecordEditor *self, guint field, const SlValue *value, guint other, const SlValue *other_value)
{
  g_return_if_fail (SL_IS_RECORD_EDITOR (self));

  if (self->record != NULL)
    save_fields (self, (const guint[]) { field, other }, (const SlValue[]) { *value, *other_value }, 2);
}

/**
 * sl_record_editor_show:
 *
 * Tells that the row of @field shows what the record holds: what the person types from now on is made of that. One row for
 * each field.
 *
 * Returns: (transfer none): that value, with a record read
 */
const SlValue *
sl_record_editor_show (SlRecordEditor *self, guint field)
{
  const SlValue *value;

  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self) && self->record != NULL, NULL);

  value = sl_record_get_value (self->record, field);
  if (!self->draft)
    {
      sl_value_copy (value, &self->fields[field].shown);
      sl_value_copy (value, &self->fields[field].stood);
      self->fields[field].has_row = TRUE;
    }
  return value;
}

/**
 * sl_record_editor_is_saving:
 *
 * Returns: whether @field was handed over and isn't saved yet: what the record holds may be older than what was typed,
 * which must not be written over
 */
gboolean
sl_record_editor_is_saving (SlRecordEditor *self, guint field)
{
  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self), FALSE);

  return self->fields != NULL && self->fields[field].n_saving > 0;
}

/** sl_record_editor_finish: has the rows take what is being typed, without the pause */
void
sl_record_editor_finish (SlRecordEditor *self)
{
  g_return_if_fail (SL_IS_RECORD_EDITOR (self));

  g_signal_emit (self, signals[SIGNAL_FINISH], 0);
}

/**
 * sl_record_editor_set_problem:
 * @message: (nullable): why what stands in the field's row can't be saved
 */
void
sl_record_editor_set_problem (SlRecordEditor *self, guint field, const char *message)
{
  g_return_if_fail (SL_IS_RECORD_EDITOR (self));

  if (message != NULL)
    g_hash_table_insert (self->problems, GUINT_TO_POINTER (field), g_strdup (message));
  else
    g_hash_table_remove (self->problems, GUINT_TO_POINTER (field));
}

/** sl_record_editor_drop_problem: tells that what stands in @field's row is lost with the row, for what is wrong with it */
void
sl_record_editor_drop_problem (SlRecordEditor *self, guint field)
{
  g_autoptr (GError) error = NULL;
  const char *message;

  g_return_if_fail (SL_IS_RECORD_EDITOR (self));

  message = g_hash_table_lookup (self->problems, GUINT_TO_POINTER (field));
  if (message == NULL)
    return;
  error = g_error_new_literal (SL_ERROR, SL_ERROR_INVALID, message);
  sl_record_editor_set_problem (self, field, NULL);
  tell_lost (self, field, error);
}

/** sl_record_editor_get_n_problems: Returns: in how many rows something is wrong */
guint
sl_record_editor_get_n_problems (SlRecordEditor *self)
{
  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self), 0);

  return g_hash_table_size (self->problems);
}

/** sl_record_editor_get_problem: Returns: (transfer none) (nullable): what is wrong in one of the rows */
const char *
sl_record_editor_get_problem (SlRecordEditor *self)
{
  const char *first = NULL;

  g_return_val_if_fail (SL_IS_RECORD_EDITOR (self), NULL);

  /* From the top of the form. */
  for (guint i = 0; first == NULL && i < sl_kind_get_info (self->kind)->n_fields; i++)
    first = g_hash_table_lookup (self->problems, GUINT_TO_POINTER (i));
  return first;
}
