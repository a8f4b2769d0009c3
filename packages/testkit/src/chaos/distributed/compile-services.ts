/**
 * Loads what a service's process loads and leaves it compiled in `NODE_COMPILE_CACHE`. A process writes that cache only when
 * it ends in an orderly way: without this every life after a SIGKILL compiles all anew, and the last stop of many has
 * them all write thousands of files at once, past every deadline for stopping.
 */
import { flushCompileCache } from 'node:module'
import '@oasis/ots'
import '../trading/chaos-config.ts'
import './service-sabotages.ts'

flushCompileCache()
process.exit()
