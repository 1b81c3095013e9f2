import { createContext, onMount } from 'svelte';

export type Reading = { real: number; tenant: number; rate: number };

/**
 * The tenant's calendar as it goes on between two answers of the API.
 * The server's clock counts, not this machine's: only the time that passed here is added, in whole milliseconds, since
 * an instant between two of them is none and has no place in a zone.
 */
export class TenantClock {
  #reading: () => Reading;
  #seen = $state.raw<{ reading: Reading; at: number }>();
  #ticked = $state(0);

  constructor(reading: () => Reading) {
    this.#reading = reading;
    onMount(() => {
      const timer = setInterval(() => (this.#ticked = performance.now()), 500);
      return () => clearInterval(timer);
    });
    $effect(() => void (this.#seen = { reading: this.#reading(), at: performance.now() }));
  }

  #passed(): number {
    const seen = this.#seen;
    return seen && seen.reading === this.#reading() ? Math.max(0, this.#ticked - seen.at) : 0;
  }

  /** The tenant's now: for calendars, quiet hours and promises. */
  get now(): number {
    const { tenant, rate } = this.#reading();
    return Math.floor(tenant + this.#passed() * rate);
  }

  /** Real now by the server: for waits and leases. */
  get real(): number {
    return Math.floor(this.#reading().real + this.#passed());
  }

  get rate(): number {
    return this.#reading().rate;
  }
}

export const [tenantClock, provideTenantClock] = createContext<TenantClock>();
