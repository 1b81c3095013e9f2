/** What a caller may do. A route asks for one; the rows it then sees are those of granted creditors. */
export const SCOPES = [
  'cases:read',
  'cases:write',
  'handoffs:work',
  'placements:write',
  'payments:write',
  'accounts:find',
  'switches:write',
  'clock:write',
] as const;
export type Scope = (typeof SCOPES)[number];
export type MemberRole = 'collector' | 'strategist' | 'supervisor' | 'admin';

export const ROLE_SCOPES: Record<MemberRole, readonly Scope[]> = {
  collector: ['cases:read', 'cases:write', 'handoffs:work', 'accounts:find'],
  strategist: ['cases:read'],
  supervisor: ['cases:read', 'cases:write', 'handoffs:work', 'placements:write', 'accounts:find', 'switches:write', 'clock:write'],
  admin: SCOPES,
};
