-- The HTML archives of an assistant, and backups.

-- Whom a conversation was had with (a GPT, an agent, a character) and the project it was had in, where its source says
-- so. Computed, not kept; JSON that SQLite cannot read (nested beyond 1000 levels) names nobody.
ALTER TABLE conversations ADD COLUMN assistant TEXT GENERATED ALWAYS AS (
  CASE WHEN json_valid(extra) OR json_valid(options) THEN coalesce(
    CASE WHEN json_valid(extra) THEN coalesce(
      -- What begins with g-p- is a project of ChatGPT's, every other one a GPT.
      CASE WHEN substr(extra ->> '$.gizmo_id', 1, 4) <> 'g-p-' THEN extra ->> '$.gizmo_id' END,
      CASE WHEN substr(extra ->> '$.conversation_template_id', 1, 4) <> 'g-p-' THEN extra ->> '$.conversation_template_id' END,
      extra ->> '$.assistant.id',
      extra ->> '$.assistants[0].assistant_id',
      extra ->> '$.session.id',
      extra ->> '$.character_id',
      extra ->> '$.characterId'
    ) END,
    CASE WHEN json_valid(options) THEN coalesce(options ->> '$.agent_id', options ->> '$.assistant_id') END
  ) END
) VIRTUAL;
ALTER TABLE conversations ADD COLUMN project TEXT GENERATED ALWAYS AS (
  CASE WHEN json_valid(extra) THEN coalesce(
    CASE WHEN substr(extra ->> '$.conversation_template_id', 1, 4) = 'g-p-' THEN extra ->> '$.conversation_template_id' END,
    CASE WHEN substr(extra ->> '$.gizmo_id', 1, 4) = 'g-p-' THEN extra ->> '$.gizmo_id' END,
    extra ->> '$.project_uuid',
    extra ->> '$.project.uuid',
    extra ->> '$.cwd'
  ) END
) VIRTUAL;

-- Each holds all that counting and choosing by period need, so that no conversation is read for it.
CREATE INDEX conversations_by_model ON conversations (source, model, sort_updated, sort_created, undated, messages, status)
  WHERE status <> 'deleted';
CREATE INDEX conversations_by_assistant ON conversations (source, assistant, sort_updated, sort_created, undated, messages, status)
  WHERE status <> 'deleted' AND assistant IS NOT NULL;
CREATE INDEX conversations_by_project ON conversations (source, project, sort_updated, sort_created, undated, messages, status)
  WHERE status <> 'deleted' AND project IS NOT NULL;

CREATE TABLE html_archives (
  id INTEGER PRIMARY KEY,
  -- The file stands in the folder `html-archives` of the archive.
  file_name TEXT NOT NULL UNIQUE,
  assistant_id TEXT NOT NULL,
  -- As they were called when it was written.
  assistant_name TEXT NOT NULL,
  source TEXT,
  -- NULL where exact dates were chosen.
  days INTEGER,
  period_from INTEGER NOT NULL,
  period_to INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  size INTEGER NOT NULL,
  conversations INTEGER NOT NULL,
  messages INTEGER NOT NULL,
  has_data INTEGER NOT NULL CHECK (has_data IN (0, 1)),
  -- Set when the reader's limits took it away; the row stays for a while to say so.
  removed_at INTEGER,
  removed_for TEXT CHECK (removed_for IN ('count', 'age'))
) STRICT;
