/** Fails on a line that is neither a comment nor a sample. */
export function parseExposition(text: string): Map<string, number> {
  const samples = new Map<string, number>()
  for (const line of text.split('\n')) {
    if (line === '' || /^# (HELP|TYPE) \S+ /.test(line)) continue
    const match = /^([a-zA-Z_:][\w:]*(?:\{.*\})?) (-?[\d.e+-]+|nan|[+-]inf)$/i.exec(line)
    if (match === null) throw new Error(`not a sample: ${line}`)
    samples.set(match[1] ?? '', Number(match[2]))
  }
  return samples
}
