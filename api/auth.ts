import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createHmac } from 'node:crypto';
import type { Db } from '#db/client.ts';
import { authAccount, session, user, verification } from '#db/schema/auth.ts';

const HOUR_S = 3600;

/** Sign-in by e-mail and password. Members are made by an admin, never by a visitor. */
export const createAuth = (db: Db, { origin, secret }: { origin: string; secret: string }) =>
  betterAuth({
    baseURL: origin,
    basePath: '/api/v1/auth',
    secret: createHmac('sha256', secret).update('sessions').digest('base64url'),
    trustedOrigins: (request) => [origin, ...ownHost(request)],
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(db, { provider: 'pg', schema: { user, session, account: authAccount, verification } }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { expiresIn: 12 * HOUR_S, updateAge: HOUR_S, cookieCache: { enabled: false } },
    rateLimit: { enabled: true, window: 10, max: 1000, customRules: { '/sign-in/email': { window: 60, max: 30 } } },
    advanced: {
      cookiePrefix: 'c1',
      useSecureCookies: origin.startsWith('https:'),
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
  });
export type Auth = ReturnType<typeof createAuth>;

/** The address the browser used, which may be another name of this machine. */
function ownHost(request: Request | undefined): string[] {
  const [host, origin] = [request?.headers.get('host'), request?.headers.get('origin')];
  return host && origin && URL.canParse(origin) && new URL(origin).host === host ? [origin] : [];
}
