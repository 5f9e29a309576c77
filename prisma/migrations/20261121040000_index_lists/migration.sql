-- Lists whose filter is rare or old walked the hotel's whole table under row-level security. Each index has the
-- filter first and the list's own order after it, so that a page reads its fifty rows and no more.

-- Calls to follow up, and calls by how they ended.
CREATE INDEX call_tenant_id_hotel_id_follow_up_started_at_id_idx
  ON call (tenant_id, hotel_id, follow_up, started_at, id);
CREATE INDEX call_tenant_id_hotel_id_outcome_started_at_id_idx
  ON call (tenant_id, hotel_id, outcome, started_at, id);

-- Requests of every state by age, and those of one department.
CREATE INDEX request_tenant_id_hotel_id_created_at_id_idx ON request (tenant_id, hotel_id, created_at, id);
CREATE INDEX request_tenant_id_hotel_id_department_created_at_id_idx
  ON request (tenant_id, hotel_id, department, created_at, id);

-- Articles in use, by topic and by who may hear them.
CREATE INDEX knowledge_article_topic ON knowledge_article (tenant_id, hotel_id, topic, updated_at, id)
  WHERE archived_at IS NULL;
CREATE INDEX knowledge_article_audience ON knowledge_article (tenant_id, hotel_id, audience, updated_at, id)
  WHERE archived_at IS NULL;

-- The audit log of one record whose kind is not said, of one person, of one kind of actor, of one action.
CREATE INDEX audit_entry_tenant_id_subject_id_at_id_idx ON audit_entry (tenant_id, subject_id, at, id);
CREATE INDEX audit_entry_tenant_id_actor_id_at_id_idx ON audit_entry (tenant_id, actor_id, at, id);
CREATE INDEX audit_entry_tenant_id_actor_kind_at_id_idx ON audit_entry (tenant_id, actor_kind, at, id);
CREATE INDEX audit_entry_tenant_id_action_at_id_idx ON audit_entry (tenant_id, action, at, id);
