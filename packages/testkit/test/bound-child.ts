/** Would live for a minute, whoever asks it to end. */
process.on('SIGTERM', () => {})
setTimeout(() => {}, 60_000)
