/** Asks again until it holds; the last failure is thrown. */
export async function eventually(holds: () => Promise<void>, withinMs = 8_000): Promise<void> {
  const end = Date.now() + withinMs
  for (;;) {
    try {
      return await holds()
    } catch (error) {
      if (Date.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
