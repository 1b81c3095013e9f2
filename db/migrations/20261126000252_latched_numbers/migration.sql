ALTER TABLE "latch" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "latch" DROP CONSTRAINT "latch_person_channel_address_key";--> statement-breakpoint
ALTER TABLE "latch" ADD CONSTRAINT "latch_person_channel_address_key" UNIQUE NULLS NOT DISTINCT("tenant_id","person_id","channel","address_hash");