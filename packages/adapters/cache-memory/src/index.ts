export { createMemoryCache } from './memory-cache.ts'
