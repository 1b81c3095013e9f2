DROP INDEX "inbox_untaken_idx";--> statement-breakpoint
CREATE INDEX "inbox_untaken_idx" ON "inbox" ("case_id","position") WHERE taken_at is null and parked_at is null;--> statement-breakpoint
DROP INDEX "inbox_unsignalled_idx";--> statement-breakpoint
CREATE INDEX "inbox_unsignalled_idx" ON "inbox" ("position") WHERE signalled_at is null;--> statement-breakpoint
CREATE INDEX "attempt_address_idx" ON "attempt" ("tenant_id","address_hash");--> statement-breakpoint
CREATE INDEX "change_unpublished_idx" ON "change" ("id") WHERE published is null;--> statement-breakpoint
CREATE INDEX "case_step_waiting_idx" ON "case_step" ("created_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "inbox_case_idx" ON "inbox" ("case_id","position");