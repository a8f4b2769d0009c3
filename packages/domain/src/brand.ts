/** Nominal types: a branded value cannot be passed where another brand of the same base is expected. */
declare const brand: unique symbol
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }
