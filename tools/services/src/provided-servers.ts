/** What the global setup of `npm run test:services` hands to tests: `inject('kafka').brokers`. */
declare module 'vitest' {
  interface ProvidedContext {
    /** One broker; topics are not created by themselves. */
    kafka: { readonly brokers: string }
    /** Shared by all test files: use keys and prefixes of your own, and never FLUSHALL. */
    redis: { readonly url: string }
    /** A superuser's; create a database of your own. */
    postgres: { readonly url: string }
  }
}
