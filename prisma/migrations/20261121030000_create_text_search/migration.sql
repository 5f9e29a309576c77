-- Full text under row-level security: the planner may not use an index for operators that are not leakproof
-- (83 ms instead of 0.18), so these functions run as a role that sees all rows and repeat the tenant predicate.
CREATE INDEX knowledge_article_text ON knowledge_article
  USING gin (to_tsvector('english', title || ' ' || index_line || ' ' || body)) WHERE archived_at IS NULL;
CREATE INDEX call_turn_text ON call_turn USING gin (to_tsvector('english', text));

GRANT SELECT ON knowledge_article, call_turn, call TO voicehive_search;
CREATE POLICY search ON knowledge_article FOR SELECT TO voicehive_search USING (true);
CREATE POLICY search ON call_turn FOR SELECT TO voicehive_search USING (true);
CREATE POLICY search ON call FOR SELECT TO voicehive_search USING (true);
GRANT EXECUTE ON FUNCTION current_tenant() TO voicehive_search;

/* Articles that answer a question, best first: any of its words, those with more of them before. */
CREATE FUNCTION search_knowledge(wanted_hotel uuid, question text, wanted_audience text, on_date date, most int)
RETURNS TABLE (id uuid, title text, index_line text, body text, topic text, valid_to date, rank real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH query AS (
    SELECT replace(plainto_tsquery('english', question)::text, '&', '|')::tsquery AS words
  )
  SELECT a.id, a.title, a.index_line, a.body, a.topic, a.valid_to,
         ts_rank_cd(to_tsvector('english', a.title || ' ' || a.index_line || ' ' || a.body), query.words) AS rank
  FROM knowledge_article a, query
  WHERE a.tenant_id = current_tenant() AND a.hotel_id = wanted_hotel AND a.archived_at IS NULL
    AND (wanted_audience = 'staff' OR a.audience = 'guest')
    AND (a.valid_from IS NULL OR a.valid_from <= on_date) AND (a.valid_to IS NULL OR a.valid_to >= on_date)
    AND to_tsvector('english', a.title || ' ' || a.index_line || ' ' || a.body) @@ query.words
  ORDER BY rank DESC, a.id
  LIMIT least(most, 50)
$$;

/* Calls in which the words were said, newest first, with the sentence that holds them. */
CREATE FUNCTION search_calls(wanted_hotel uuid, words text, most int)
RETURNS TABLE (call_id uuid, turn_id uuid, sentence text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT hit.call_id, hit.turn_id, hit.sentence FROM (
    SELECT DISTINCT ON (t.call_id) t.call_id, t.id AS turn_id, c.started_at,
           ts_headline('english', t.text, websearch_to_tsquery('english', words),
                       'StartSel=[[, StopSel=]], MaxWords=24, MinWords=8') AS sentence
    FROM call_turn t JOIN call c ON c.tenant_id = t.tenant_id AND c.id = t.call_id
    WHERE t.tenant_id = current_tenant() AND c.hotel_id = wanted_hotel
      AND to_tsvector('english', t.text) @@ websearch_to_tsquery('english', words)
    ORDER BY t.call_id, t.ordinal
  ) hit ORDER BY hit.started_at DESC, hit.call_id LIMIT least(most, 500)
$$;

-- The new owner needs the right to own functions here for as long as it takes to become it.
GRANT CREATE ON SCHEMA public TO voicehive_search;
ALTER FUNCTION search_knowledge(uuid, text, text, date, int) OWNER TO voicehive_search;
ALTER FUNCTION search_calls(uuid, text, int) OWNER TO voicehive_search;
REVOKE CREATE ON SCHEMA public FROM voicehive_search;
REVOKE ALL ON FUNCTION search_knowledge(uuid, text, text, date, int), search_calls(uuid, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_knowledge(uuid, text, text, date, int), search_calls(uuid, text, int) TO voicehive_app;
