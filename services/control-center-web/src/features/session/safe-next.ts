/** Where a login leads to: an address of this page and of nowhere else, whatever a link says. */
export function safeNext(wanted: string | null): string {
  const isOwn = wanted !== null && /^\/(?![/\\])[\w\-./?=&%:,+~]*$/.test(wanted)
  return isOwn && !wanted.startsWith('/login') ? wanted : '/'
}
