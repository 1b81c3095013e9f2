import { addressKindProhibited } from './address-kind-prohibited.ts';
import { allowedRoles } from './allowed-roles.ts';
import { attorneyRepresented } from './attorney-represented.ts';
import { callerIdPrefix } from './caller-id-prefix.ts';
import { ceaseCommunication } from './cease-communication.ts';
import { consecutiveUnanswered } from './consecutive-unanswered.ts';
import { cooldown } from './cooldown.ts';
import { count } from './count.ts';
import { debtorDesignated } from './debtor-designated.ts';
import { disputePending } from './dispute-pending.ts';
import type { Evaluator } from './evaluator.ts';
import { flags } from './flags.ts';
import { forbidden } from './forbidden.ts';
import { mediumStop } from './medium-stop.ts';
import { mustInclude } from './must-include.ts';
import { never } from './never.ts';
import { noHiddenCallerId } from './no-hidden-caller-id.ts';
import { placeProhibited } from './place-prohibited.ts';
import { requiresConsent } from './requires-consent.ts';
import { requiresNotice } from './requires-notice.ts';
import { sessionWindow } from './session-window.ts';
import { templateBlocked } from './template-blocked.ts';
import { unreachableOnly } from './unreachable-only.ts';
import { weeklyWindow } from './weekly-window.ts';

export type Evaluators = Readonly<Record<string, Evaluator>>;

/** By `params.type`. A blocking rule whose type is not here denies by that name. */
export const EVALUATORS: Evaluators = {
  address_kind_prohibited: addressKindProhibited,
  allowed_roles: allowedRoles,
  attorney_represented: attorneyRepresented,
  caller_id_prefix: callerIdPrefix,
  cease_communication: ceaseCommunication,
  consecutive_unanswered: consecutiveUnanswered,
  cooldown,
  count,
  debtor_designated: debtorDesignated,
  dispute_pending: disputePending,
  flags,
  forbidden,
  medium_stop: mediumStop,
  must_include: mustInclude,
  no_hidden_caller_id: noHiddenCallerId,
  place_prohibited: placeProhibited,
  requires_consent: requiresConsent,
  requires_notice: requiresNotice,
  session_window: sessionWindow,
  template_blocked: templateBlocked,
  unreachable_only: unreachableOnly,
  weekly_window: weeklyWindow,

  keywords: never,
  obligation: never,
  proposal: never,
  retain: never,
  safe_harbour: never,
  standard: never,
};
