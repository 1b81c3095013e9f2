-- A user's decisions see the opt-outs of people they can see, and nobody else's. Asked person by person: a list of all
-- people a user can see would be read for every decision.
DROP POLICY visible ON latch;
--> statement-breakpoint
CREATE POLICY visible ON latch FOR SELECT TO c1_app USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid AND EXISTS (SELECT FROM party WHERE party.tenant_id = latch.tenant_id AND party.person_id = latch.person_id));
