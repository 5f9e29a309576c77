-- The embedded job executor's own tables. Platform data: no tenant reads them, so they carry no tenant_id;
-- only the cross-tenant role may touch them, and events hold ids, never personal data.
CREATE SCHEMA durable;

CREATE TABLE durable.functions (
  id         text PRIMARY KEY,
  config     jsonb NOT NULL,
  active     boolean NOT NULL DEFAULT true,
  updated_at timestamptz NOT NULL
);

CREATE TABLE durable.crons (
  function_id text NOT NULL REFERENCES durable.functions (id) ON DELETE CASCADE,
  expression  text NOT NULL,
  next_at     timestamptz NOT NULL,
  PRIMARY KEY (function_id, expression)
);
CREATE INDEX crons_next_at ON durable.crons (next_at);

-- One row an event id: the primary key is what makes sending the same event twice harmless.
CREATE TABLE durable.events (
  id          text PRIMARY KEY,
  name        text NOT NULL,
  body        jsonb NOT NULL,
  received_at timestamptz NOT NULL
);
CREATE INDEX events_received_at ON durable.events (received_at);

CREATE TABLE durable.runs (
  id                 uuid PRIMARY KEY,
  function_id        text NOT NULL,
  dedupe_key         text NOT NULL,
  event              jsonb NOT NULL,
  status             text NOT NULL DEFAULT 'running'
                     CHECK (status IN ('running', 'completed', 'failed', 'cancelled')),
  -- Set for good once the function reported several steps at once: no step may then run inline.
  parallel           boolean NOT NULL DEFAULT false,
  started            boolean NOT NULL DEFAULT false,
  concurrency_keys   text[] NOT NULL DEFAULT '{}',
  concurrency_limits int[] NOT NULL DEFAULT '{}',
  debounce_key       text,
  parent_run_id      uuid REFERENCES durable.runs (id) ON DELETE SET NULL,
  parent_step_id     text,
  output             jsonb,
  created_at         timestamptz NOT NULL,
  ended_at           timestamptz,
  UNIQUE (function_id, dedupe_key)
);
CREATE INDEX runs_created_at ON durable.runs (created_at);
CREATE INDEX runs_parent ON durable.runs (parent_run_id) WHERE parent_run_id IS NOT NULL;
CREATE UNIQUE INDEX runs_debounce ON durable.runs (function_id, debounce_key)
  WHERE debounce_key IS NOT NULL AND NOT started AND status = 'running';

-- Results of finished steps; `position` keeps the order in which they finished.
CREATE TABLE durable.steps (
  run_id   uuid NOT NULL REFERENCES durable.runs (id) ON DELETE CASCADE,
  id       text NOT NULL,
  position bigint GENERATED ALWAYS AS IDENTITY,
  result   jsonb NOT NULL,
  PRIMARY KEY (run_id, id)
);

-- One row a run and step: two requests for one step can never be under way together.
CREATE TABLE durable.queue (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id           uuid NOT NULL REFERENCES durable.runs (id) ON DELETE CASCADE,
  step_id          text NOT NULL,
  function_id      text NOT NULL,
  attempt          int NOT NULL DEFAULT 0,
  run_at           timestamptz NOT NULL,
  lease_until      timestamptz,
  lease            uuid,
  lost_leases      int NOT NULL DEFAULT 0,
  -- Asked for again while under way: run once more when the present request is done.
  again            boolean NOT NULL DEFAULT false,
  concurrency_keys text[] NOT NULL DEFAULT '{}',
  UNIQUE (run_id, step_id)
);
CREATE INDEX queue_due ON durable.queue (run_at);
CREATE INDEX queue_leased ON durable.queue (lease_until) WHERE lease_until IS NOT NULL;

CREATE TABLE durable.waits (
  run_id     uuid NOT NULL REFERENCES durable.runs (id) ON DELETE CASCADE,
  step_id    text NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('sleep', 'event', 'invoke')),
  event_name text,
  expression text,
  expires_at timestamptz,
  PRIMARY KEY (run_id, step_id)
);
CREATE INDEX waits_expiry ON durable.waits (expires_at);
CREATE INDEX waits_event ON durable.waits (event_name) WHERE kind = 'event';

CREATE TABLE durable.cancellations (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id     uuid NOT NULL REFERENCES durable.runs (id) ON DELETE CASCADE,
  event_name text NOT NULL,
  expression text,
  expires_at timestamptz
);
CREATE INDEX cancellations_event ON durable.cancellations (event_name);
CREATE INDEX cancellations_run ON durable.cancellations (run_id);

-- Owned by whoever runs migrations (voicehive_owner).
REVOKE ALL ON SCHEMA durable FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA durable FROM PUBLIC;
GRANT USAGE ON SCHEMA durable TO voicehive_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA durable TO voicehive_system;
