import type { Client } from '#lib/api/client/index.ts';
import type { Me } from '#lib/api/index.ts';
import type { Theme } from '#lib/theme.ts';

declare global {
  namespace App {
    interface Locals {
      api: Client;
      /** Who is signed in; undefined on pages open to everyone, or while the API can't say. */
      me: Me | undefined;
      theme: Theme;
    }
    interface Error {
      message: string;
      reference?: string;
    }
  }
}
export {};
