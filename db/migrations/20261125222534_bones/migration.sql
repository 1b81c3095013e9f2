CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE TABLE "auth"."api_key" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL UNIQUE,
	"scopes" text[] NOT NULL,
	"creditor_ids" uuid[] NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" text PRIMARY KEY,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."creditor_grant" (
	"tenant_id" uuid,
	"user_id" text,
	"creditor_id" uuid,
	"granted_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "creditor_grant_pkey" PRIMARY KEY("tenant_id","user_id","creditor_id")
);
--> statement-breakpoint
CREATE TABLE "auth"."member" (
	"user_id" text PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"capacity" integer DEFAULT 5 NOT NULL,
	"left_at" timestamp(3) with time zone,
	CONSTRAINT "member_tenant_user_key" UNIQUE("tenant_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" text PRIMARY KEY,
	"expires_at" timestamp with time zone NOT NULL,
	"token" text NOT NULL UNIQUE,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"email" text NOT NULL UNIQUE,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"tenant_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."verification" (
	"id" text PRIMARY KEY,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"id" text PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"party_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"contact_point_id" uuid,
	"address_hash" text,
	"role" text NOT NULL,
	"channel" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" uuid,
	"provider_message_id" text,
	"debts" text[] NOT NULL,
	"status" text NOT NULL,
	"refusal" text,
	"verdict_id" uuid,
	"gated_at" timestamp(3) with time zone,
	"lease_until" timestamp(3) with time zone,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attempt_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "attempt_event" (
	"attempt_id" text,
	"seq" integer,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"status" text NOT NULL,
	"raised" text NOT NULL,
	"evidence" text NOT NULL,
	"detail" jsonb NOT NULL,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"previous_hash" text,
	"hash" text,
	CONSTRAINT "attempt_event_pkey" PRIMARY KEY("attempt_id","seq")
);
--> statement-breakpoint
CREATE TABLE "gate_verdict" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"attempt_id" text,
	"decision" text NOT NULL,
	"rule" text,
	"verdict" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"packs" text NOT NULL,
	"gate_hash" text NOT NULL,
	"asked_at" timestamp(3) with time zone NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid,
	"case_id" uuid,
	"party_id" uuid,
	"attempt_id" text CONSTRAINT "message_attempt_key" UNIQUE,
	"direction" text NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"address_hash" text NOT NULL,
	"text" text NOT NULL,
	"template_key" text,
	"template_version" integer,
	"understood" jsonb,
	"provider_message_id" text,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"case_id" uuid,
	"ref" text NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"published" bigint
);
--> statement-breakpoint
CREATE TABLE "case_event" (
	"case_id" uuid,
	"seq" integer,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"type" text NOT NULL,
	"body" jsonb NOT NULL,
	"input_id" uuid NOT NULL,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"previous_hash" text,
	"hash" text,
	CONSTRAINT "case_event_pkey" PRIMARY KEY("case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "case_state" (
	"case_id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"seq" integer DEFAULT 0 NOT NULL,
	"state" jsonb,
	"evolve_hash" text,
	"stage" text DEFAULT 'new' NOT NULL,
	"open" boolean DEFAULT true NOT NULL,
	"balance_minor" bigint DEFAULT 0 NOT NULL,
	"currency" text,
	"wake_at" timestamp(3) with time zone,
	"because" text DEFAULT '' NOT NULL,
	"decided_at" timestamp(3) with time zone,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_step" (
	"id" text PRIMARY KEY,
	"case_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"type" text NOT NULL,
	"body" jsonb NOT NULL,
	"because" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"outcome" jsonb,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "collection_case" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"debtor_party_id" uuid NOT NULL,
	"playbook_id" uuid NOT NULL,
	"opened_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "collection_case_tenant_id_key" UNIQUE("tenant_id","id"),
	CONSTRAINT "collection_case_reference_key" UNIQUE("tenant_id","reference"),
	CONSTRAINT "collection_case_debtor_key" UNIQUE("tenant_id","debtor_party_id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" uuid PRIMARY KEY,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "inbox_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"type" text NOT NULL,
	"body" jsonb NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"signalled_at" timestamp(3) with time zone,
	"taken_at" timestamp(3) with time zone,
	"answer" jsonb,
	"failures" integer DEFAULT 0 NOT NULL,
	"error" text,
	"parked_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "handoff" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"step_id" text NOT NULL UNIQUE,
	"team" text NOT NULL,
	"because" text NOT NULL,
	"status" text NOT NULL,
	"offered_at" timestamp(3) with time zone NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp(3) with time zone,
	"lease_until" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"disposition" text,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hold" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"because" text NOT NULL,
	"until" timestamp(3) with time zone,
	"placed_by" text NOT NULL,
	"placed_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"released_by" text,
	"released_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "note" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"input_id" uuid NOT NULL UNIQUE,
	"author" text NOT NULL,
	"text" text NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_entry" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"external_id" text NOT NULL,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"previous_hash" text,
	"hash" text,
	CONSTRAINT "ledger_entry_external_key" UNIQUE("tenant_id","creditor_id","kind","external_id"),
	CONSTRAINT "ledger_entry_account_seq_key" UNIQUE("account_id","seq")
);
--> statement-breakpoint
CREATE TABLE "promise" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"amount_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"due_on" text NOT NULL,
	"state" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consent_event" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"type" text NOT NULL,
	"change" text NOT NULL,
	"address_hash" text,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"source" text NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_point" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"party_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"address_hash" text NOT NULL,
	"phone_type" text,
	"zones" text[] NOT NULL,
	"state" text DEFAULT 'unproved' NOT NULL,
	"state_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_point_party_value_key" UNIQUE("tenant_id","party_id","kind","value"),
	CONSTRAINT "contact_point_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "latch" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"address_hash" text NOT NULL,
	"set_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"evidence" text NOT NULL,
	CONSTRAINT "latch_person_channel_address_key" UNIQUE("tenant_id","person_id","channel","address_hash")
);
--> statement-breakpoint
CREATE TABLE "party" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"given_name" text,
	"family_name" text,
	"born_on" text,
	"id_last4" text,
	"national_id_hash" text,
	"language" text,
	"address" jsonb NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "party_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"key_hash" text,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_tenant_key" UNIQUE("tenant_id","key_hash"),
	CONSTRAINT "person_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"placement_id" uuid NOT NULL,
	"account_ref" text NOT NULL,
	"values" jsonb NOT NULL,
	"currency" char(3) NOT NULL,
	"principal_minor" bigint NOT NULL,
	"interest_minor" bigint NOT NULL,
	"fees_minor" bigint NOT NULL,
	"costs_minor" bigint NOT NULL,
	"balance_minor" bigint NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"closure_reason" text,
	"closed_at" timestamp(3) with time zone,
	"placed_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "account_ref_key" UNIQUE("tenant_id","creditor_id","account_ref"),
	CONSTRAINT "account_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "party_role" (
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"account_id" uuid,
	"party_id" uuid,
	"role" text,
	CONSTRAINT "party_role_pkey" PRIMARY KEY("account_id","party_id","role")
);
--> statement-breakpoint
CREATE TABLE "placement" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"received_on" text NOT NULL,
	"received_by" text NOT NULL,
	"report" jsonb NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_account" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"account_sid" text NOT NULL,
	"sealed_token" text NOT NULL,
	"base_url" text NOT NULL,
	"sandbox" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "provider_account_tenant_id_key" UNIQUE("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "sender" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"provider_account_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	CONSTRAINT "sender_address_key" UNIQUE("provider_account_id","channel","address")
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"provider_account_id" uuid NOT NULL,
	"dedupe_key" text NOT NULL,
	"kind" text NOT NULL,
	"attempt_id" text,
	"outcome" text NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_dedupe_key" UNIQUE("provider_account_id","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" jsonb NOT NULL,
	"recorded_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clock_anchor" (
	"tenant_id" uuid,
	"seq" integer,
	"real_at" timestamp(3) with time zone NOT NULL,
	"tenant_at" timestamp(3) with time zone NOT NULL,
	"rate" integer NOT NULL,
	"because" text NOT NULL,
	CONSTRAINT "clock_anchor_pkey" PRIMARY KEY("tenant_id","seq")
);
--> statement-breakpoint
CREATE TABLE "clock_beat" (
	"id" integer PRIMARY KEY,
	"real_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "creditor" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"collector" text NOT NULL,
	"creditor_type" text NOT NULL,
	"playbook_id" uuid,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "creditor_tenant_id_key" UNIQUE("tenant_id","id"),
	CONSTRAINT "creditor_tenant_name_key" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "holiday" (
	"tenant_id" uuid,
	"country" text,
	"day" text,
	"name" text NOT NULL,
	CONSTRAINT "holiday_pkey" PRIMARY KEY("tenant_id","country","day")
);
--> statement-breakpoint
CREATE TABLE "kill_switch" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid,
	"channel" text,
	"provider" text,
	"because" text NOT NULL,
	"off_by" text NOT NULL,
	"off_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"on_by" text,
	"on_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "playbook" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"body" jsonb NOT NULL,
	"published_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "playbook_tenant_key_version_key" UNIQUE("tenant_id","key","version")
);
--> statement-breakpoint
CREATE TABLE "policy_signature" (
	"tenant_id" uuid,
	"rule_id" text,
	"signed_by" text NOT NULL,
	"signed_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "policy_signature_pkey" PRIMARY KEY("tenant_id","rule_id")
);
--> statement-breakpoint
CREATE TABLE "template" (
	"id" uuid PRIMARY KEY,
	"tenant_id" uuid NOT NULL,
	"creditor_id" uuid NOT NULL,
	"key" text NOT NULL,
	"channel" text NOT NULL,
	"locale" text NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"published_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "template_key" UNIQUE("tenant_id","creditor_id","key","channel","locale","version")
);
--> statement-breakpoint
CREATE TABLE "tenant" (
	"id" uuid PRIMARY KEY,
	"name" text NOT NULL,
	"sandbox" boolean NOT NULL,
	"country" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenant_rule" (
	"tenant_id" uuid,
	"rule_id" text,
	"rule" jsonb NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp(3) with time zone,
	CONSTRAINT "tenant_rule_pkey" PRIMARY KEY("tenant_id","rule_id")
);
--> statement-breakpoint
CREATE INDEX "api_key_tenant_idx" ON "auth"."api_key" ("tenant_id");--> statement-breakpoint
CREATE INDEX "attempt_person_idx" ON "attempt" ("tenant_id","person_id","occurred_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "attempt_case_idx" ON "attempt" ("case_id","occurred_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "attempt_provider_message_idx" ON "attempt" ("tenant_id","provider_message_id");--> statement-breakpoint
CREATE INDEX "gate_verdict_case_idx" ON "gate_verdict" ("case_id","recorded_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "gate_verdict_attempt_idx" ON "gate_verdict" ("attempt_id");--> statement-breakpoint
CREATE INDEX "message_case_idx" ON "message" ("case_id","occurred_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "message_address_idx" ON "message" ("tenant_id","address_hash","occurred_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "change_published_idx" ON "change" ("published");--> statement-breakpoint
CREATE INDEX "change_recorded_idx" ON "change" ("recorded_at");--> statement-breakpoint
CREATE INDEX "case_event_recorded_idx" ON "case_event" ("tenant_id","recorded_at");--> statement-breakpoint
CREATE INDEX "case_state_stage_idx" ON "case_state" ("tenant_id","creditor_id","open","stage","updated_at");--> statement-breakpoint
CREATE INDEX "case_state_wake_idx" ON "case_state" ("wake_at");--> statement-breakpoint
CREATE INDEX "case_step_pending_idx" ON "case_step" ("case_id","status");--> statement-breakpoint
CREATE INDEX "inbox_untaken_idx" ON "inbox" ("case_id","taken_at","position");--> statement-breakpoint
CREATE INDEX "inbox_unsignalled_idx" ON "inbox" ("signalled_at","position");--> statement-breakpoint
CREATE INDEX "handoff_queue_idx" ON "handoff" ("tenant_id","creditor_id","status","offered_at");--> statement-breakpoint
CREATE INDEX "handoff_claimed_by_idx" ON "handoff" ("tenant_id","claimed_by","status");--> statement-breakpoint
CREATE INDEX "handoff_case_idx" ON "handoff" ("case_id");--> statement-breakpoint
CREATE INDEX "hold_case_idx" ON "hold" ("case_id","released_at");--> statement-breakpoint
CREATE INDEX "note_case_idx" ON "note" ("case_id","recorded_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "promise_case_idx" ON "promise" ("case_id","made_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "consent_event_person_idx" ON "consent_event" ("tenant_id","person_id");--> statement-breakpoint
CREATE INDEX "contact_point_address_idx" ON "contact_point" ("tenant_id","address_hash");--> statement-breakpoint
CREATE INDEX "latch_address_idx" ON "latch" ("tenant_id","address_hash");--> statement-breakpoint
CREATE INDEX "party_person_idx" ON "party" ("tenant_id","person_id");--> statement-breakpoint
CREATE INDEX "account_case_idx" ON "account" ("case_id");--> statement-breakpoint
CREATE INDEX "party_role_party_idx" ON "party_role" ("party_id");--> statement-breakpoint
CREATE INDEX "placement_tenant_idx" ON "placement" ("tenant_id","creditor_id","recorded_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "sender_creditor_idx" ON "sender" ("tenant_id","creditor_id","channel");--> statement-breakpoint
CREATE INDEX "webhook_attempt_idx" ON "webhook" ("attempt_id");--> statement-breakpoint
CREATE INDEX "audit_event_subject_idx" ON "audit_event" ("tenant_id","subject","recorded_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "kill_switch_tenant_idx" ON "kill_switch" ("tenant_id");--> statement-breakpoint
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "auth"."creditor_grant" ADD CONSTRAINT "creditor_grant_tenant_id_user_id_member_tenant_id_user_id_fkey" FOREIGN KEY ("tenant_id","user_id") REFERENCES "auth"."member"("tenant_id","user_id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "auth"."creditor_grant" ADD CONSTRAINT "creditor_grant_tenant_id_creditor_id_creditor_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","creditor_id") REFERENCES "creditor"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "auth"."member" ADD CONSTRAINT "member_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "attempt_event" ADD CONSTRAINT "attempt_event_tenant_id_attempt_id_attempt_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","attempt_id") REFERENCES "attempt"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "case_state" ADD CONSTRAINT "case_state_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "case_step" ADD CONSTRAINT "case_step_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "collection_case" ADD CONSTRAINT "collection_case_playbook_id_playbook_id_fkey" FOREIGN KEY ("playbook_id") REFERENCES "playbook"("id");--> statement-breakpoint
ALTER TABLE "collection_case" ADD CONSTRAINT "collection_case_wQuoBndSqdJS_fkey" FOREIGN KEY ("tenant_id","debtor_party_id") REFERENCES "party"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "handoff" ADD CONSTRAINT "handoff_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "hold" ADD CONSTRAINT "hold_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_tenant_id_account_id_account_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","account_id") REFERENCES "account"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "promise" ADD CONSTRAINT "promise_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "consent_event" ADD CONSTRAINT "consent_event_tenant_id_person_id_person_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","person_id") REFERENCES "person"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "contact_point" ADD CONSTRAINT "contact_point_tenant_id_party_id_party_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","party_id") REFERENCES "party"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "latch" ADD CONSTRAINT "latch_tenant_id_person_id_person_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","person_id") REFERENCES "person"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "party" ADD CONSTRAINT "party_tenant_id_creditor_id_creditor_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","creditor_id") REFERENCES "creditor"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "party" ADD CONSTRAINT "party_tenant_id_person_id_person_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","person_id") REFERENCES "person"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_placement_id_placement_id_fkey" FOREIGN KEY ("placement_id") REFERENCES "placement"("id");--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_tenant_id_case_id_collection_case_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","case_id") REFERENCES "collection_case"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "party_role" ADD CONSTRAINT "party_role_tenant_id_account_id_account_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","account_id") REFERENCES "account"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "party_role" ADD CONSTRAINT "party_role_tenant_id_party_id_party_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","party_id") REFERENCES "party"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "sender" ADD CONSTRAINT "sender_GLC6MCrHqOGt_fkey" FOREIGN KEY ("tenant_id","provider_account_id") REFERENCES "provider_account"("tenant_id","id");--> statement-breakpoint
ALTER TABLE "sender" ADD CONSTRAINT "sender_tenant_id_creditor_id_creditor_tenant_id_id_fkey" FOREIGN KEY ("tenant_id","creditor_id") REFERENCES "creditor"("tenant_id","id");