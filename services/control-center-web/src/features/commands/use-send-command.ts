export { type Sending, useSendCommand } from '../../commands/use-send-command.ts'
