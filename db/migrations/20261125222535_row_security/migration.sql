-- Roles are made by db/roles.ts: they belong to the whole server.
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO c1_app, c1_gate, c1_ingest, c1_relay;
--> statement-breakpoint
GRANT USAGE ON SCHEMA auth TO c1_auth, c1_app, c1_gate;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO c1_auth;
--> statement-breakpoint
-- Names of colleagues are shown beside what they did; sessions and passwords stay with better-auth's own role.
--> statement-breakpoint
GRANT SELECT ON auth.member, auth.creditor_grant TO c1_app, c1_gate;
--> statement-breakpoint
ALTER TABLE auth.member ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE auth.member FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY auth_all ON auth.member TO c1_auth USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY tenant ON auth.member FOR SELECT TO c1_app, c1_gate, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
ALTER TABLE auth.creditor_grant ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE auth.creditor_grant FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY auth_all ON auth.creditor_grant TO c1_auth USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY tenant ON auth.creditor_grant FOR SELECT TO c1_app, c1_gate, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
-- Forced, so that the owner too sees one tenant's rows at a time and no rows without one.
--> statement-breakpoint
ALTER TABLE collection_case ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE collection_case FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE case_state ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE case_state FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE case_event ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE case_event FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE case_step ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE case_step FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE inbox ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE inbox FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE placement ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE placement FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE account FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE party_role ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE party_role FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE party ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE party FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_point ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE contact_point FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE consent_event ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE consent_event FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE attempt ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE attempt FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE attempt_event ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE attempt_event FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE gate_verdict ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE gate_verdict FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sender ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE sender FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE ledger_entry ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE ledger_entry FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE promise ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE promise FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE handoff ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE handoff FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE hold ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE hold FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE note FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE template ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE template FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE change ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE change FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE message ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE message FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE kill_switch ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE kill_switch FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE clock_anchor ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE clock_anchor FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE holiday ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE holiday FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE policy_signature ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE policy_signature FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE tenant_rule ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE tenant_rule FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE playbook ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE playbook FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE person FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE latch ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE latch FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE webhook ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE webhook FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE provider_account ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE provider_account FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE creditor ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE creditor FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE clock_beat ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE clock_beat FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY tenant_app ON tenant TO c1_app, c1_gate, c1_ingest, c1_owner USING (id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY tenant_app ON creditor TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON creditor TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON collection_case TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON collection_case TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON case_state TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON case_state TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON case_event TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON case_event TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON case_step TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON case_step TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON inbox TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON inbox TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON placement TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON placement TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON account TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON account TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON party_role TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON party_role TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON party TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON party TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON contact_point TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON contact_point TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON consent_event TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON consent_event TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON attempt TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON attempt TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON attempt_event TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON attempt_event TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON gate_verdict TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON gate_verdict TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON sender TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON sender TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON ledger_entry TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON ledger_entry TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON promise TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON promise TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON handoff TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON handoff TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON hold TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON hold TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON note TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON note TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON template TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON template TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON change TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]));
--> statement-breakpoint
CREATE POLICY tenant_wide ON change TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON message TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND (creditor_id IS NULL OR creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY tenant_wide ON message TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON audit_event TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND (creditor_id IS NULL OR creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY tenant_wide ON audit_event TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY granted ON kill_switch TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND (creditor_id IS NULL OR creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[]))) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND (creditor_id IS NULL OR creditor_id = any (nullif(current_setting('app.creditors', true), '')::uuid[])));
--> statement-breakpoint
CREATE POLICY tenant_wide ON kill_switch TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY tenant_wide ON clock_anchor TO c1_app, c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY tenant_wide ON holiday TO c1_app, c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY tenant_wide ON policy_signature TO c1_app, c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY tenant_wide ON tenant_rule TO c1_app, c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY tenant_wide ON playbook TO c1_app, c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY tenant_wide ON person TO c1_app, c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
CREATE POLICY tenant_wide ON webhook TO c1_app, c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
-- A user's decisions see the opt-outs of people they can see, and nobody else's.
--> statement-breakpoint
CREATE POLICY visible ON latch FOR SELECT TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND person_id IN (SELECT party.person_id FROM party));
--> statement-breakpoint
CREATE POLICY tenant_wide ON latch TO c1_gate, c1_ingest, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
-- A webhook names its provider account before anybody knows the tenant.
--> statement-breakpoint
CREATE POLICY routing ON provider_account FOR SELECT TO c1_ingest USING (true);
--> statement-breakpoint
CREATE POLICY tenant_wide ON provider_account TO c1_gate, c1_app, c1_owner USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
--> statement-breakpoint
-- The relay rings for every tenant; it reads no person, text or figure.
--> statement-breakpoint
CREATE POLICY relay ON inbox TO c1_relay USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY relay ON case_state TO c1_relay USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY relay ON case_step TO c1_relay USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY relay ON change TO c1_relay USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY relay ON clock_anchor TO c1_relay USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY relay ON tenant TO c1_relay USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY relay ON clock_beat TO c1_relay USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY beat ON clock_beat FOR SELECT TO c1_app, c1_gate, c1_owner USING (true);
--> statement-breakpoint
GRANT SELECT ON tenant, creditor, clock_anchor, clock_beat, holiday, policy_signature, tenant_rule, playbook, template, latch, sender, attempt, attempt_event TO c1_app;
--> statement-breakpoint
-- What the gate read may name other creditors' attempts: its answer is for users, its facts are not.
GRANT SELECT (id, tenant_id, creditor_id, case_id, attempt_id, decision, rule, verdict, packs, gate_hash, asked_at, recorded_at) ON gate_verdict TO c1_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON case_event, ledger_entry, consent_event, audit_event, placement, note, change, tenant_rule, policy_signature, clock_anchor TO c1_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON collection_case, case_state, case_step, inbox, account, party, party_role, contact_point, promise, handoff, hold, message, kill_switch TO c1_app;
--> statement-breakpoint
GRANT SELECT ON collection_case, case_state, case_event, case_step, inbox, placement, account, party_role, party, contact_point, consent_event, attempt, attempt_event, gate_verdict, sender, ledger_entry, promise, handoff, hold, note, template, change, message, audit_event, kill_switch, clock_anchor, holiday, policy_signature, tenant_rule, playbook, person, latch, webhook, provider_account, tenant, creditor, clock_beat TO c1_gate;
--> statement-breakpoint
GRANT INSERT ON attempt_event, gate_verdict, message, inbox, change, latch, consent_event, audit_event, attempt, person, handoff TO c1_gate;
--> statement-breakpoint
GRANT UPDATE ON attempt, case_step, handoff TO c1_gate;
--> statement-breakpoint
-- Row locks need it: the gate locks the case it contacts, and changes nothing there.
--> statement-breakpoint
GRANT UPDATE (updated_at) ON case_state TO c1_gate;
--> statement-breakpoint
GRANT SELECT ON tenant, creditor, clock_anchor, provider_account, sender, attempt, attempt_event, contact_point, party, party_role, account, person, latch, collection_case, case_state, message, webhook, inbox TO c1_ingest;
--> statement-breakpoint
GRANT INSERT ON webhook, attempt_event, message, inbox, latch, change TO c1_ingest;
--> statement-breakpoint
GRANT UPDATE ON attempt TO c1_ingest;
--> statement-breakpoint
GRANT UPDATE (creditor_id, case_id, party_id, understood) ON message TO c1_ingest;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON inbox TO c1_relay;
--> statement-breakpoint
GRANT SELECT ON tenant, case_state, case_step, clock_anchor TO c1_relay;
--> statement-breakpoint
GRANT UPDATE (epoch, updated_at) ON case_state TO c1_relay;
--> statement-breakpoint
GRANT INSERT ON clock_anchor TO c1_relay;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON clock_beat TO c1_relay;
--> statement-breakpoint
GRANT SELECT, UPDATE, DELETE ON change TO c1_relay;
--> statement-breakpoint
CREATE SEQUENCE change_cursor;
--> statement-breakpoint
GRANT USAGE, SELECT ON SEQUENCE change_cursor TO c1_relay;
--> statement-breakpoint
-- Who a person is over all creditors is for the gate alone; an import learns the id and nothing else.
--> statement-breakpoint
CREATE FUNCTION identify_person(new_id uuid, wanted text) RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE found uuid;
BEGIN
  INSERT INTO person (id, tenant_id, key_hash) VALUES (new_id, nullif(current_setting('app.tenant', true), '')::uuid, wanted)
    ON CONFLICT (tenant_id, key_hash) DO NOTHING;
  SELECT id INTO found FROM person WHERE key_hash = wanted;
  RETURN coalesce(found, new_id);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION identify_person FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION identify_person TO c1_app, c1_gate;
--> statement-breakpoint
CREATE FUNCTION link_hash(previous text, VARIADIC parts text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(coalesce(previous, '') || chr(31) || array_to_string(parts, chr(31), ''), 'UTF8')), 'hex')
$$;
--> statement-breakpoint
CREATE FUNCTION ms(at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT floor(extract(epoch FROM at) * 1000)::bigint::text $$;
--> statement-breakpoint
-- Rows chain at insert: a gap or a fork can't be written, and a changed byte can be found.
--> statement-breakpoint
CREATE FUNCTION chain_case_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  SELECT seq, hash INTO last FROM case_event WHERE case_id = NEW.case_id ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(last.seq, 0) + 1 THEN
    RAISE EXCEPTION 'case_event % would skip or fork at %', NEW.case_id, NEW.seq USING ERRCODE = 'serialization_failure';
  END IF;
  NEW.previous_hash := last.hash;
  NEW.hash := link_hash(last.hash, NEW.case_id::text, NEW.seq::text, NEW.type, NEW.body::text, NEW.input_id::text, ms(NEW.occurred_at), ms(NEW.recorded_at));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER chain BEFORE INSERT ON case_event FOR EACH ROW EXECUTE FUNCTION chain_case_event();
--> statement-breakpoint
CREATE FUNCTION chain_attempt_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  SELECT seq, hash INTO last FROM attempt_event WHERE attempt_id = NEW.attempt_id ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.previous_hash := last.hash;
  NEW.hash := link_hash(last.hash, NEW.attempt_id, NEW.seq::text, NEW.status, NEW.raised, NEW.evidence, NEW.detail::text, ms(NEW.recorded_at));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER chain BEFORE INSERT ON attempt_event FOR EACH ROW EXECUTE FUNCTION chain_attempt_event();
--> statement-breakpoint
CREATE FUNCTION chain_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  SELECT seq, hash INTO last FROM ledger_entry WHERE account_id = NEW.account_id ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(last.seq, 0) + 1;
  NEW.previous_hash := last.hash;
  NEW.hash := link_hash(last.hash, NEW.account_id::text, NEW.seq::text, NEW.kind, NEW.amount_minor::text, NEW.currency, NEW.external_id, ms(NEW.occurred_at), ms(NEW.recorded_at));
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER chain BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION chain_ledger_entry();
--> statement-breakpoint
-- Truth is append-only for every role, the owner included.
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON attempt_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON latch FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A collector's load is one over all creditors; only its two figures leave.
CREATE FUNCTION collector_load(who text) RETURNS TABLE (held integer, capacity integer) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT (SELECT count(*)::integer FROM handoff h WHERE h.claimed_by = who AND h.status = 'claimed'), m.capacity
  FROM auth.member m WHERE m.user_id = who AND m.left_at IS NULL
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION collector_load FROM public;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION collector_load TO c1_app;
--> statement-breakpoint
GRANT USAGE ON SCHEMA auth TO c1_owner;
--> statement-breakpoint
-- To start a case's workflow the relay names its playbook.
CREATE POLICY relay ON collection_case FOR SELECT TO c1_relay USING (true);
--> statement-breakpoint
GRANT SELECT (id, tenant_id, creditor_id, playbook_id) ON collection_case TO c1_relay;
