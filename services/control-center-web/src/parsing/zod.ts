/**
 * zod without its compiler, which tries `eval` once, and so violates our policy for scripts, however it goes on. For this
 * reason zod is imported from here alone.
 */
import { z } from 'zod'

z.config({ jitless: true })

export { z }
