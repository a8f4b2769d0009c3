// Generated from api/proto by `npm run generate`; not to be edited.
import * as $protobuf from "protobufjs/minimal.js";

/** Namespace oasis. */
export namespace oasis {

    /** Namespace control. */
    namespace control {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a CommandTarget.
             * @deprecated Use oasis.control.v1.CommandTarget.$Properties instead.
             */
            interface ICommandTarget extends oasis.control.v1.CommandTarget.$Properties {
            }

            /** Represents a CommandTarget. */
            class CommandTarget {

                /**
                 * Constructs a new CommandTarget.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.CommandTarget.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CommandTarget accountId. */
                accountId?: (string|null);

                /** CommandTarget strategyId. */
                strategyId?: (string|null);

                /** CommandTarget target. */
                target?: ("accountId"|"strategyId");

                /**
                 * Encodes the specified CommandTarget message. Does not implicitly {@link oasis.control.v1.CommandTarget.verify|verify} messages.
                 * @param message CommandTarget message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.CommandTarget.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CommandTarget message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.CommandTarget & oasis.control.v1.CommandTarget.$Shape} CommandTarget
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.CommandTarget & oasis.control.v1.CommandTarget.$Shape;
            }

            namespace CommandTarget {

                /** Properties of a CommandTarget. */
                interface $Properties {

                    /** CommandTarget accountId */
                    accountId?: (string|null);

                    /** CommandTarget strategyId */
                    strategyId?: (string|null);

                    /** CommandTarget target */
                    target?: ("accountId"|"strategyId");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a CommandTarget. */
                type $Shape = {
                  accountId?: string|null;
                  strategyId?: string|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ target?: undefined; accountId?: null; strategyId?: null }|{ target?: "accountId"; accountId: string; strategyId?: null }|{ target?: "strategyId"; accountId?: null; strategyId: string })
                );
            }

            /**
             * Properties of a SetBotStatus.
             * @deprecated Use oasis.control.v1.SetBotStatus.$Properties instead.
             */
            interface ISetBotStatus extends oasis.control.v1.SetBotStatus.$Properties {
            }

            /** Represents a SetBotStatus. */
            class SetBotStatus {

                /**
                 * Constructs a new SetBotStatus.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.SetBotStatus.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetBotStatus status. */
                status: oasis.control.v1.BotStatus;

                /** SetBotStatus flatten. */
                flatten: boolean;

                /** SetBotStatus acceptStalePrices. */
                acceptStalePrices: boolean;

                /** SetBotStatus haltEpoch. */
                haltEpoch?: (number|null);

                /**
                 * Encodes the specified SetBotStatus message. Does not implicitly {@link oasis.control.v1.SetBotStatus.verify|verify} messages.
                 * @param message SetBotStatus message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.SetBotStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetBotStatus message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.SetBotStatus & oasis.control.v1.SetBotStatus.$Shape} SetBotStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.SetBotStatus & oasis.control.v1.SetBotStatus.$Shape;
            }

            namespace SetBotStatus {

                /** Properties of a SetBotStatus. */
                interface $Properties {

                    /** SetBotStatus status */
                    status?: (oasis.control.v1.BotStatus|null);

                    /** SetBotStatus flatten */
                    flatten?: (boolean|null);

                    /** SetBotStatus acceptStalePrices */
                    acceptStalePrices?: (boolean|null);

                    /** SetBotStatus haltEpoch */
                    haltEpoch?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetBotStatus. */
                type $Shape = oasis.control.v1.SetBotStatus.$Properties;
            }

            /**
             * Properties of a SetStrategyConfig.
             * @deprecated Use oasis.control.v1.SetStrategyConfig.$Properties instead.
             */
            interface ISetStrategyConfig extends oasis.control.v1.SetStrategyConfig.$Properties {
            }

            /** Represents a SetStrategyConfig. */
            class SetStrategyConfig {

                /**
                 * Constructs a new SetStrategyConfig.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.SetStrategyConfig.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetStrategyConfig params. */
                params: string;

                /**
                 * Encodes the specified SetStrategyConfig message. Does not implicitly {@link oasis.control.v1.SetStrategyConfig.verify|verify} messages.
                 * @param message SetStrategyConfig message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.SetStrategyConfig.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetStrategyConfig message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.SetStrategyConfig & oasis.control.v1.SetStrategyConfig.$Shape} SetStrategyConfig
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.SetStrategyConfig & oasis.control.v1.SetStrategyConfig.$Shape;
            }

            namespace SetStrategyConfig {

                /** Properties of a SetStrategyConfig. */
                interface $Properties {

                    /** SetStrategyConfig params */
                    params?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetStrategyConfig. */
                type $Shape = oasis.control.v1.SetStrategyConfig.$Properties;
            }

            /**
             * Properties of a SetStrategyStatus.
             * @deprecated Use oasis.control.v1.SetStrategyStatus.$Properties instead.
             */
            interface ISetStrategyStatus extends oasis.control.v1.SetStrategyStatus.$Properties {
            }

            /** Represents a SetStrategyStatus. */
            class SetStrategyStatus {

                /**
                 * Constructs a new SetStrategyStatus.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.SetStrategyStatus.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetStrategyStatus status. */
                status: oasis.control.v1.StrategyStatus;

                /**
                 * Encodes the specified SetStrategyStatus message. Does not implicitly {@link oasis.control.v1.SetStrategyStatus.verify|verify} messages.
                 * @param message SetStrategyStatus message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.SetStrategyStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetStrategyStatus message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.SetStrategyStatus & oasis.control.v1.SetStrategyStatus.$Shape} SetStrategyStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.SetStrategyStatus & oasis.control.v1.SetStrategyStatus.$Shape;
            }

            namespace SetStrategyStatus {

                /** Properties of a SetStrategyStatus. */
                interface $Properties {

                    /** SetStrategyStatus status */
                    status?: (oasis.control.v1.StrategyStatus|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetStrategyStatus. */
                type $Shape = oasis.control.v1.SetStrategyStatus.$Properties;
            }

            /**
             * Properties of a SetRiskLimits.
             * @deprecated Use oasis.control.v1.SetRiskLimits.$Properties instead.
             */
            interface ISetRiskLimits extends oasis.control.v1.SetRiskLimits.$Properties {
            }

            /** Represents a SetRiskLimits. */
            class SetRiskLimits {

                /**
                 * Constructs a new SetRiskLimits.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.SetRiskLimits.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetRiskLimits scope. */
                scope?: (oasis.control.v1.LimitScope.$Properties|null);

                /** SetRiskLimits limits. */
                limits?: (oasis.control.v1.RiskLimits.$Properties|null);

                /**
                 * Encodes the specified SetRiskLimits message. Does not implicitly {@link oasis.control.v1.SetRiskLimits.verify|verify} messages.
                 * @param message SetRiskLimits message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.SetRiskLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetRiskLimits message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.SetRiskLimits & oasis.control.v1.SetRiskLimits.$Shape} SetRiskLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.SetRiskLimits & oasis.control.v1.SetRiskLimits.$Shape;
            }

            namespace SetRiskLimits {

                /** Properties of a SetRiskLimits. */
                interface $Properties {

                    /** SetRiskLimits scope */
                    scope?: (oasis.control.v1.LimitScope.$Properties|null);

                    /** SetRiskLimits limits */
                    limits?: (oasis.control.v1.RiskLimits.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetRiskLimits. */
                type $Shape = {
                  scope?: oasis.control.v1.LimitScope.$Shape|null;
                  limits?: oasis.control.v1.RiskLimits.$Shape|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a CancelOrder.
             * @deprecated Use oasis.control.v1.CancelOrder.$Properties instead.
             */
            interface ICancelOrder extends oasis.control.v1.CancelOrder.$Properties {
            }

            /** Represents a CancelOrder. */
            class CancelOrder {

                /**
                 * Constructs a new CancelOrder.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.CancelOrder.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CancelOrder clientOrderId. */
                clientOrderId: string;

                /**
                 * Encodes the specified CancelOrder message. Does not implicitly {@link oasis.control.v1.CancelOrder.verify|verify} messages.
                 * @param message CancelOrder message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.CancelOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CancelOrder message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.CancelOrder & oasis.control.v1.CancelOrder.$Shape} CancelOrder
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.CancelOrder & oasis.control.v1.CancelOrder.$Shape;
            }

            namespace CancelOrder {

                /** Properties of a CancelOrder. */
                interface $Properties {

                    /** CancelOrder clientOrderId */
                    clientOrderId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CancelOrder. */
                type $Shape = oasis.control.v1.CancelOrder.$Properties;
            }

            /**
             * Properties of a ResetPaper.
             * @deprecated Use oasis.control.v1.ResetPaper.$Properties instead.
             */
            interface IResetPaper extends oasis.control.v1.ResetPaper.$Properties {
            }

            /** Represents a ResetPaper. */
            class ResetPaper {

                /**
                 * Constructs a new ResetPaper.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.ResetPaper.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ResetPaper message. Does not implicitly {@link oasis.control.v1.ResetPaper.verify|verify} messages.
                 * @param message ResetPaper message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.ResetPaper.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResetPaper message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.ResetPaper & oasis.control.v1.ResetPaper.$Shape} ResetPaper
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.ResetPaper & oasis.control.v1.ResetPaper.$Shape;
            }

            namespace ResetPaper {

                /** Properties of a ResetPaper. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResetPaper. */
                type $Shape = oasis.control.v1.ResetPaper.$Properties;
            }

            /**
             * Properties of a Command.
             * @deprecated Use oasis.control.v1.Command.$Properties instead.
             */
            interface ICommand extends oasis.control.v1.Command.$Properties {
            }

            /** Represents a Command. */
            class Command {

                /**
                 * Constructs a new Command.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.Command.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Command commandId. */
                commandId: string;

                /** Command target. */
                target?: (oasis.control.v1.CommandTarget.$Properties|null);

                /** Command setBotStatus. */
                setBotStatus?: (oasis.control.v1.SetBotStatus.$Properties|null);

                /** Command setStrategyConfig. */
                setStrategyConfig?: (oasis.control.v1.SetStrategyConfig.$Properties|null);

                /** Command setStrategyStatus. */
                setStrategyStatus?: (oasis.control.v1.SetStrategyStatus.$Properties|null);

                /** Command setRiskLimits. */
                setRiskLimits?: (oasis.control.v1.SetRiskLimits.$Properties|null);

                /** Command cancelOrder. */
                cancelOrder?: (oasis.control.v1.CancelOrder.$Properties|null);

                /** Command resetPaper. */
                resetPaper?: (oasis.control.v1.ResetPaper.$Properties|null);

                /** Command issuedBy. */
                issuedBy: string;

                /** Command reason. */
                reason: string;

                /** Command issuedAt. */
                issuedAt: (bigint);

                /** Command action. */
                action?: ("setBotStatus"|"setStrategyConfig"|"setStrategyStatus"|"setRiskLimits"|"cancelOrder"|"resetPaper");

                /**
                 * Encodes the specified Command message. Does not implicitly {@link oasis.control.v1.Command.verify|verify} messages.
                 * @param message Command message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.Command.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Command message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.Command & oasis.control.v1.Command.$Shape} Command
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.Command & oasis.control.v1.Command.$Shape;
            }

            namespace Command {

                /** Properties of a Command. */
                interface $Properties {

                    /** Command commandId */
                    commandId?: (string|null);

                    /** Command target */
                    target?: (oasis.control.v1.CommandTarget.$Properties|null);

                    /** Command setBotStatus */
                    setBotStatus?: (oasis.control.v1.SetBotStatus.$Properties|null);

                    /** Command setStrategyConfig */
                    setStrategyConfig?: (oasis.control.v1.SetStrategyConfig.$Properties|null);

                    /** Command setStrategyStatus */
                    setStrategyStatus?: (oasis.control.v1.SetStrategyStatus.$Properties|null);

                    /** Command setRiskLimits */
                    setRiskLimits?: (oasis.control.v1.SetRiskLimits.$Properties|null);

                    /** Command cancelOrder */
                    cancelOrder?: (oasis.control.v1.CancelOrder.$Properties|null);

                    /** Command resetPaper */
                    resetPaper?: (oasis.control.v1.ResetPaper.$Properties|null);

                    /** Command issuedBy */
                    issuedBy?: (string|null);

                    /** Command reason */
                    reason?: (string|null);

                    /** Command issuedAt */
                    issuedAt?: (bigint|null);

                    /** Command action */
                    action?: ("setBotStatus"|"setStrategyConfig"|"setStrategyStatus"|"setRiskLimits"|"cancelOrder"|"resetPaper");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Command. */
                type $Shape = {
                  commandId?: string|null;
                  target?: oasis.control.v1.CommandTarget.$Shape|null;
                  setBotStatus?: oasis.control.v1.SetBotStatus.$Shape|null;
                  setStrategyConfig?: oasis.control.v1.SetStrategyConfig.$Shape|null;
                  setStrategyStatus?: oasis.control.v1.SetStrategyStatus.$Shape|null;
                  setRiskLimits?: oasis.control.v1.SetRiskLimits.$Shape|null;
                  cancelOrder?: oasis.control.v1.CancelOrder.$Shape|null;
                  resetPaper?: oasis.control.v1.ResetPaper.$Shape|null;
                  issuedBy?: string|null;
                  reason?: string|null;
                  issuedAt?: bigint|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ action?: undefined; setBotStatus?: null; setStrategyConfig?: null; setStrategyStatus?: null; setRiskLimits?: null; cancelOrder?: null; resetPaper?: null }|{ action?: "setBotStatus"; setBotStatus: oasis.control.v1.SetBotStatus.$Shape; setStrategyConfig?: null; setStrategyStatus?: null; setRiskLimits?: null; cancelOrder?: null; resetPaper?: null }|{ action?: "setStrategyConfig"; setBotStatus?: null; setStrategyConfig: oasis.control.v1.SetStrategyConfig.$Shape; setStrategyStatus?: null; setRiskLimits?: null; cancelOrder?: null; resetPaper?: null }|{ action?: "setStrategyStatus"; setBotStatus?: null; setStrategyConfig?: null; setStrategyStatus: oasis.control.v1.SetStrategyStatus.$Shape; setRiskLimits?: null; cancelOrder?: null; resetPaper?: null }|{ action?: "setRiskLimits"; setBotStatus?: null; setStrategyConfig?: null; setStrategyStatus?: null; setRiskLimits: oasis.control.v1.SetRiskLimits.$Shape; cancelOrder?: null; resetPaper?: null }|{ action?: "cancelOrder"; setBotStatus?: null; setStrategyConfig?: null; setStrategyStatus?: null; setRiskLimits?: null; cancelOrder: oasis.control.v1.CancelOrder.$Shape; resetPaper?: null }|{ action?: "resetPaper"; setBotStatus?: null; setStrategyConfig?: null; setStrategyStatus?: null; setRiskLimits?: null; cancelOrder?: null; resetPaper: oasis.control.v1.ResetPaper.$Shape })
                );
            }

            /**
             * Properties of a CommandEvent.
             * @deprecated Use oasis.control.v1.CommandEvent.$Properties instead.
             */
            interface ICommandEvent extends oasis.control.v1.CommandEvent.$Properties {
            }

            /** Represents a CommandEvent. */
            class CommandEvent {

                /**
                 * Constructs a new CommandEvent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.CommandEvent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CommandEvent eventId. */
                eventId: string;

                /** CommandEvent commandId. */
                commandId: string;

                /** CommandEvent target. */
                target?: (oasis.control.v1.CommandTarget.$Properties|null);

                /** CommandEvent action. */
                action: oasis.control.v1.CommandKind;

                /** CommandEvent outcome. */
                outcome: oasis.control.v1.CommandOutcome;

                /** CommandEvent reason. */
                reason: string;

                /** CommandEvent issuedBy. */
                issuedBy: string;

                /** CommandEvent state. */
                state?: (oasis.control.v1.ControlState.$Properties|null);

                /** CommandEvent ts. */
                ts: (bigint);

                /**
                 * Encodes the specified CommandEvent message. Does not implicitly {@link oasis.control.v1.CommandEvent.verify|verify} messages.
                 * @param message CommandEvent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.CommandEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CommandEvent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.CommandEvent & oasis.control.v1.CommandEvent.$Shape} CommandEvent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.CommandEvent & oasis.control.v1.CommandEvent.$Shape;
            }

            namespace CommandEvent {

                /** Properties of a CommandEvent. */
                interface $Properties {

                    /** CommandEvent eventId */
                    eventId?: (string|null);

                    /** CommandEvent commandId */
                    commandId?: (string|null);

                    /** CommandEvent target */
                    target?: (oasis.control.v1.CommandTarget.$Properties|null);

                    /** CommandEvent action */
                    action?: (oasis.control.v1.CommandKind|null);

                    /** CommandEvent outcome */
                    outcome?: (oasis.control.v1.CommandOutcome|null);

                    /** CommandEvent reason */
                    reason?: (string|null);

                    /** CommandEvent issuedBy */
                    issuedBy?: (string|null);

                    /** CommandEvent state */
                    state?: (oasis.control.v1.ControlState.$Properties|null);

                    /** CommandEvent ts */
                    ts?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CommandEvent. */
                type $Shape = {
                  eventId?: string|null;
                  commandId?: string|null;
                  target?: oasis.control.v1.CommandTarget.$Shape|null;
                  action?: oasis.control.v1.CommandKind|null;
                  outcome?: oasis.control.v1.CommandOutcome|null;
                  reason?: string|null;
                  issuedBy?: string|null;
                  state?: oasis.control.v1.ControlState.$Shape|null;
                  ts?: bigint|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of an EquityMarks.
             * @deprecated Use oasis.control.v1.EquityMarks.$Properties instead.
             */
            interface IEquityMarks extends oasis.control.v1.EquityMarks.$Properties {
            }

            /** Represents an EquityMarks. */
            class EquityMarks {

                /**
                 * Constructs a new EquityMarks.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.EquityMarks.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** EquityMarks day. */
                day: string;

                /** EquityMarks dayStartEquity. */
                dayStartEquity: string;

                /** EquityMarks peakEquity. */
                peakEquity: string;

                /** EquityMarks paidIn. */
                paidIn?: (oasis.control.v1.PaidIn.$Properties|null);

                /**
                 * Encodes the specified EquityMarks message. Does not implicitly {@link oasis.control.v1.EquityMarks.verify|verify} messages.
                 * @param message EquityMarks message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.EquityMarks.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an EquityMarks message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.EquityMarks & oasis.control.v1.EquityMarks.$Shape} EquityMarks
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.EquityMarks & oasis.control.v1.EquityMarks.$Shape;
            }

            namespace EquityMarks {

                /** Properties of an EquityMarks. */
                interface $Properties {

                    /** EquityMarks day */
                    day?: (string|null);

                    /** EquityMarks dayStartEquity */
                    dayStartEquity?: (string|null);

                    /** EquityMarks peakEquity */
                    peakEquity?: (string|null);

                    /** EquityMarks paidIn */
                    paidIn?: (oasis.control.v1.PaidIn.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an EquityMarks. */
                type $Shape = oasis.control.v1.EquityMarks.$Properties;
            }

            /**
             * Properties of a PaidIn.
             * @deprecated Use oasis.control.v1.PaidIn.$Properties instead.
             */
            interface IPaidIn extends oasis.control.v1.PaidIn.$Properties {
            }

            /** Represents a PaidIn. */
            class PaidIn {

                /**
                 * Constructs a new PaidIn.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.PaidIn.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PaidIn amounts. */
                amounts: oasis.control.v1.CurrencyAmount.$Properties[];

                /**
                 * Encodes the specified PaidIn message. Does not implicitly {@link oasis.control.v1.PaidIn.verify|verify} messages.
                 * @param message PaidIn message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.PaidIn.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PaidIn message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.PaidIn & oasis.control.v1.PaidIn.$Shape} PaidIn
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.PaidIn & oasis.control.v1.PaidIn.$Shape;
            }

            namespace PaidIn {

                /** Properties of a PaidIn. */
                interface $Properties {

                    /** PaidIn amounts */
                    amounts?: (oasis.control.v1.CurrencyAmount.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PaidIn. */
                type $Shape = oasis.control.v1.PaidIn.$Properties;
            }

            /**
             * Properties of a CurrencyAmount.
             * @deprecated Use oasis.control.v1.CurrencyAmount.$Properties instead.
             */
            interface ICurrencyAmount extends oasis.control.v1.CurrencyAmount.$Properties {
            }

            /** Represents a CurrencyAmount. */
            class CurrencyAmount {

                /**
                 * Constructs a new CurrencyAmount.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.CurrencyAmount.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CurrencyAmount currency. */
                currency: string;

                /** CurrencyAmount amount. */
                amount: string;

                /**
                 * Encodes the specified CurrencyAmount message. Does not implicitly {@link oasis.control.v1.CurrencyAmount.verify|verify} messages.
                 * @param message CurrencyAmount message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.CurrencyAmount.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CurrencyAmount message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.CurrencyAmount & oasis.control.v1.CurrencyAmount.$Shape} CurrencyAmount
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.CurrencyAmount & oasis.control.v1.CurrencyAmount.$Shape;
            }

            namespace CurrencyAmount {

                /** Properties of a CurrencyAmount. */
                interface $Properties {

                    /** CurrencyAmount currency */
                    currency?: (string|null);

                    /** CurrencyAmount amount */
                    amount?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CurrencyAmount. */
                type $Shape = oasis.control.v1.CurrencyAmount.$Properties;
            }

            /**
             * Properties of an AccountControlState.
             * @deprecated Use oasis.control.v1.AccountControlState.$Properties instead.
             */
            interface IAccountControlState extends oasis.control.v1.AccountControlState.$Properties {
            }

            /** Represents an AccountControlState. */
            class AccountControlState {

                /**
                 * Constructs a new AccountControlState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.AccountControlState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AccountControlState accountId. */
                accountId: string;

                /** AccountControlState version. */
                version: (number);

                /** AccountControlState status. */
                status: oasis.control.v1.BotStatus;

                /** AccountControlState haltEpoch. */
                haltEpoch: (number);

                /** AccountControlState haltUnheard. */
                haltUnheard: boolean;

                /** AccountControlState reason. */
                reason: string;

                /** AccountControlState changedBy. */
                changedBy: string;

                /** AccountControlState limits. */
                limits: oasis.control.v1.ScopedLimits.$Properties[];

                /** AccountControlState marks. */
                marks?: (oasis.control.v1.EquityMarks.$Properties|null);

                /** AccountControlState resets. */
                resets: (number);

                /** AccountControlState ts. */
                ts: (bigint);

                /**
                 * Encodes the specified AccountControlState message. Does not implicitly {@link oasis.control.v1.AccountControlState.verify|verify} messages.
                 * @param message AccountControlState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.AccountControlState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AccountControlState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.AccountControlState & oasis.control.v1.AccountControlState.$Shape} AccountControlState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.AccountControlState & oasis.control.v1.AccountControlState.$Shape;
            }

            namespace AccountControlState {

                /** Properties of an AccountControlState. */
                interface $Properties {

                    /** AccountControlState accountId */
                    accountId?: (string|null);

                    /** AccountControlState version */
                    version?: (number|null);

                    /** AccountControlState status */
                    status?: (oasis.control.v1.BotStatus|null);

                    /** AccountControlState haltEpoch */
                    haltEpoch?: (number|null);

                    /** AccountControlState haltUnheard */
                    haltUnheard?: (boolean|null);

                    /** AccountControlState reason */
                    reason?: (string|null);

                    /** AccountControlState changedBy */
                    changedBy?: (string|null);

                    /** AccountControlState limits */
                    limits?: (oasis.control.v1.ScopedLimits.$Properties[]|null);

                    /** AccountControlState marks */
                    marks?: (oasis.control.v1.EquityMarks.$Properties|null);

                    /** AccountControlState resets */
                    resets?: (number|null);

                    /** AccountControlState ts */
                    ts?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AccountControlState. */
                type $Shape = {
                  accountId?: string|null;
                  version?: number|null;
                  status?: oasis.control.v1.BotStatus|null;
                  haltEpoch?: number|null;
                  haltUnheard?: boolean|null;
                  reason?: string|null;
                  changedBy?: string|null;
                  limits?: oasis.control.v1.ScopedLimits.$Shape[]|null;
                  marks?: oasis.control.v1.EquityMarks.$Shape|null;
                  resets?: number|null;
                  ts?: bigint|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a StrategyControlState.
             * @deprecated Use oasis.control.v1.StrategyControlState.$Properties instead.
             */
            interface IStrategyControlState extends oasis.control.v1.StrategyControlState.$Properties {
            }

            /** Represents a StrategyControlState. */
            class StrategyControlState {

                /**
                 * Constructs a new StrategyControlState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.StrategyControlState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StrategyControlState strategyId. */
                strategyId: string;

                /** StrategyControlState accountId. */
                accountId: string;

                /** StrategyControlState version. */
                version: (number);

                /** StrategyControlState status. */
                status: oasis.control.v1.StrategyStatus;

                /** StrategyControlState type. */
                type: string;

                /** StrategyControlState params. */
                params: string;

                /** StrategyControlState generation. */
                generation: (number);

                /** StrategyControlState reason. */
                reason: string;

                /** StrategyControlState changedBy. */
                changedBy: string;

                /** StrategyControlState ts. */
                ts: (bigint);

                /** StrategyControlState paramsSet. */
                paramsSet: boolean;

                /** StrategyControlState instances. */
                instances: string[];

                /**
                 * Encodes the specified StrategyControlState message. Does not implicitly {@link oasis.control.v1.StrategyControlState.verify|verify} messages.
                 * @param message StrategyControlState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.StrategyControlState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StrategyControlState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.StrategyControlState & oasis.control.v1.StrategyControlState.$Shape} StrategyControlState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.StrategyControlState & oasis.control.v1.StrategyControlState.$Shape;
            }

            namespace StrategyControlState {

                /** Properties of a StrategyControlState. */
                interface $Properties {

                    /** StrategyControlState strategyId */
                    strategyId?: (string|null);

                    /** StrategyControlState accountId */
                    accountId?: (string|null);

                    /** StrategyControlState version */
                    version?: (number|null);

                    /** StrategyControlState status */
                    status?: (oasis.control.v1.StrategyStatus|null);

                    /** StrategyControlState type */
                    type?: (string|null);

                    /** StrategyControlState params */
                    params?: (string|null);

                    /** StrategyControlState generation */
                    generation?: (number|null);

                    /** StrategyControlState reason */
                    reason?: (string|null);

                    /** StrategyControlState changedBy */
                    changedBy?: (string|null);

                    /** StrategyControlState ts */
                    ts?: (bigint|null);

                    /** StrategyControlState paramsSet */
                    paramsSet?: (boolean|null);

                    /** StrategyControlState instances */
                    instances?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StrategyControlState. */
                type $Shape = oasis.control.v1.StrategyControlState.$Properties;
            }

            /**
             * Properties of a HaltControlState.
             * @deprecated Use oasis.control.v1.HaltControlState.$Properties instead.
             */
            interface IHaltControlState extends oasis.control.v1.HaltControlState.$Properties {
            }

            /** Represents a HaltControlState. */
            class HaltControlState {

                /**
                 * Constructs a new HaltControlState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.HaltControlState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HaltControlState owner. */
                owner: oasis.control.v1.HaltOwner;

                /** HaltControlState accountId. */
                accountId: string;

                /** HaltControlState haltEpoch. */
                haltEpoch: (number);

                /** HaltControlState reason. */
                reason: string;

                /** HaltControlState ts. */
                ts: (bigint);

                /**
                 * Encodes the specified HaltControlState message. Does not implicitly {@link oasis.control.v1.HaltControlState.verify|verify} messages.
                 * @param message HaltControlState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.HaltControlState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HaltControlState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.HaltControlState & oasis.control.v1.HaltControlState.$Shape} HaltControlState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.HaltControlState & oasis.control.v1.HaltControlState.$Shape;
            }

            namespace HaltControlState {

                /** Properties of a HaltControlState. */
                interface $Properties {

                    /** HaltControlState owner */
                    owner?: (oasis.control.v1.HaltOwner|null);

                    /** HaltControlState accountId */
                    accountId?: (string|null);

                    /** HaltControlState haltEpoch */
                    haltEpoch?: (number|null);

                    /** HaltControlState reason */
                    reason?: (string|null);

                    /** HaltControlState ts */
                    ts?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HaltControlState. */
                type $Shape = oasis.control.v1.HaltControlState.$Properties;
            }

            /**
             * Properties of a ControlState.
             * @deprecated Use oasis.control.v1.ControlState.$Properties instead.
             */
            interface IControlState extends oasis.control.v1.ControlState.$Properties {
            }

            /** Represents a ControlState. */
            class ControlState {

                /**
                 * Constructs a new ControlState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.ControlState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ControlState account. */
                account?: (oasis.control.v1.AccountControlState.$Properties|null);

                /** ControlState strategy. */
                strategy?: (oasis.control.v1.StrategyControlState.$Properties|null);

                /** ControlState halt. */
                halt?: (oasis.control.v1.HaltControlState.$Properties|null);

                /** ControlState target. */
                target?: ("account"|"strategy"|"halt");

                /**
                 * Encodes the specified ControlState message. Does not implicitly {@link oasis.control.v1.ControlState.verify|verify} messages.
                 * @param message ControlState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.ControlState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ControlState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.ControlState & oasis.control.v1.ControlState.$Shape} ControlState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.ControlState & oasis.control.v1.ControlState.$Shape;
            }

            namespace ControlState {

                /** Properties of a ControlState. */
                interface $Properties {

                    /** ControlState account */
                    account?: (oasis.control.v1.AccountControlState.$Properties|null);

                    /** ControlState strategy */
                    strategy?: (oasis.control.v1.StrategyControlState.$Properties|null);

                    /** ControlState halt */
                    halt?: (oasis.control.v1.HaltControlState.$Properties|null);

                    /** ControlState target */
                    target?: ("account"|"strategy"|"halt");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a ControlState. */
                type $Shape = {
                  account?: oasis.control.v1.AccountControlState.$Shape|null;
                  strategy?: oasis.control.v1.StrategyControlState.$Shape|null;
                  halt?: oasis.control.v1.HaltControlState.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ target?: undefined; account?: null; strategy?: null; halt?: null }|{ target?: "account"; account: oasis.control.v1.AccountControlState.$Shape; strategy?: null; halt?: null }|{ target?: "strategy"; account?: null; strategy: oasis.control.v1.StrategyControlState.$Shape; halt?: null }|{ target?: "halt"; account?: null; strategy?: null; halt: oasis.control.v1.HaltControlState.$Shape })
                );
            }

            /**
             * Properties of a LimitScope.
             * @deprecated Use oasis.control.v1.LimitScope.$Properties instead.
             */
            interface ILimitScope extends oasis.control.v1.LimitScope.$Properties {
            }

            /** Represents a LimitScope. */
            class LimitScope {

                /**
                 * Constructs a new LimitScope.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.LimitScope.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LimitScope accountId. */
                accountId?: (string|null);

                /** LimitScope strategyId. */
                strategyId?: (string|null);

                /** LimitScope instrumentId. */
                instrumentId?: (string|null);

                /** LimitScope level. */
                level?: ("accountId"|"strategyId"|"instrumentId");

                /**
                 * Encodes the specified LimitScope message. Does not implicitly {@link oasis.control.v1.LimitScope.verify|verify} messages.
                 * @param message LimitScope message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.LimitScope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LimitScope message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.LimitScope & oasis.control.v1.LimitScope.$Shape} LimitScope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.LimitScope & oasis.control.v1.LimitScope.$Shape;
            }

            namespace LimitScope {

                /** Properties of a LimitScope. */
                interface $Properties {

                    /** LimitScope accountId */
                    accountId?: (string|null);

                    /** LimitScope strategyId */
                    strategyId?: (string|null);

                    /** LimitScope instrumentId */
                    instrumentId?: (string|null);

                    /** LimitScope level */
                    level?: ("accountId"|"strategyId"|"instrumentId");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a LimitScope. */
                type $Shape = {
                  accountId?: string|null;
                  strategyId?: string|null;
                  instrumentId?: string|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ level?: undefined; accountId?: null; strategyId?: null; instrumentId?: null }|{ level?: "accountId"; accountId: string; strategyId?: null; instrumentId?: null }|{ level?: "strategyId"; accountId?: null; strategyId: string; instrumentId?: null }|{ level?: "instrumentId"; accountId?: null; strategyId?: null; instrumentId: string })
                );
            }

            /**
             * Properties of a RiskLimits.
             * @deprecated Use oasis.control.v1.RiskLimits.$Properties instead.
             */
            interface IRiskLimits extends oasis.control.v1.RiskLimits.$Properties {
            }

            /** Represents a RiskLimits. */
            class RiskLimits {

                /**
                 * Constructs a new RiskLimits.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.RiskLimits.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RiskLimits maxOrderNotional. */
                maxOrderNotional?: (string|null);

                /** RiskLimits maxPositionNotional. */
                maxPositionNotional?: (string|null);

                /** RiskLimits maxGrossExposure. */
                maxGrossExposure?: (string|null);

                /** RiskLimits maxNetExposure. */
                maxNetExposure?: (string|null);

                /** RiskLimits maxOpenOrders. */
                maxOpenOrders?: (number|null);

                /** RiskLimits priceCollar. */
                priceCollar?: (string|null);

                /** RiskLimits maxReferenceAgeMs. */
                maxReferenceAgeMs?: (number|null);

                /** RiskLimits maxSignalAgeMs. */
                maxSignalAgeMs?: (number|null);

                /** RiskLimits maxOrdersPerSecond. */
                maxOrdersPerSecond?: (number|null);

                /** RiskLimits maxCancelsPerSecond. */
                maxCancelsPerSecond?: (number|null);

                /** RiskLimits maxDailyLoss. */
                maxDailyLoss?: (string|null);

                /** RiskLimits maxDrawdown. */
                maxDrawdown?: (string|null);

                /**
                 * Encodes the specified RiskLimits message. Does not implicitly {@link oasis.control.v1.RiskLimits.verify|verify} messages.
                 * @param message RiskLimits message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.RiskLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RiskLimits message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.RiskLimits & oasis.control.v1.RiskLimits.$Shape} RiskLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.RiskLimits & oasis.control.v1.RiskLimits.$Shape;
            }

            namespace RiskLimits {

                /** Properties of a RiskLimits. */
                interface $Properties {

                    /** RiskLimits maxOrderNotional */
                    maxOrderNotional?: (string|null);

                    /** RiskLimits maxPositionNotional */
                    maxPositionNotional?: (string|null);

                    /** RiskLimits maxGrossExposure */
                    maxGrossExposure?: (string|null);

                    /** RiskLimits maxNetExposure */
                    maxNetExposure?: (string|null);

                    /** RiskLimits maxOpenOrders */
                    maxOpenOrders?: (number|null);

                    /** RiskLimits priceCollar */
                    priceCollar?: (string|null);

                    /** RiskLimits maxReferenceAgeMs */
                    maxReferenceAgeMs?: (number|null);

                    /** RiskLimits maxSignalAgeMs */
                    maxSignalAgeMs?: (number|null);

                    /** RiskLimits maxOrdersPerSecond */
                    maxOrdersPerSecond?: (number|null);

                    /** RiskLimits maxCancelsPerSecond */
                    maxCancelsPerSecond?: (number|null);

                    /** RiskLimits maxDailyLoss */
                    maxDailyLoss?: (string|null);

                    /** RiskLimits maxDrawdown */
                    maxDrawdown?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RiskLimits. */
                type $Shape = oasis.control.v1.RiskLimits.$Properties;
            }

            /**
             * Properties of a ScopedLimits.
             * @deprecated Use oasis.control.v1.ScopedLimits.$Properties instead.
             */
            interface IScopedLimits extends oasis.control.v1.ScopedLimits.$Properties {
            }

            /** Represents a ScopedLimits. */
            class ScopedLimits {

                /**
                 * Constructs a new ScopedLimits.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.ScopedLimits.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ScopedLimits scope. */
                scope?: (oasis.control.v1.LimitScope.$Properties|null);

                /** ScopedLimits limits. */
                limits?: (oasis.control.v1.RiskLimits.$Properties|null);

                /**
                 * Encodes the specified ScopedLimits message. Does not implicitly {@link oasis.control.v1.ScopedLimits.verify|verify} messages.
                 * @param message ScopedLimits message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.ScopedLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ScopedLimits message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.ScopedLimits & oasis.control.v1.ScopedLimits.$Shape} ScopedLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.ScopedLimits & oasis.control.v1.ScopedLimits.$Shape;
            }

            namespace ScopedLimits {

                /** Properties of a ScopedLimits. */
                interface $Properties {

                    /** ScopedLimits scope */
                    scope?: (oasis.control.v1.LimitScope.$Properties|null);

                    /** ScopedLimits limits */
                    limits?: (oasis.control.v1.RiskLimits.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ScopedLimits. */
                type $Shape = {
                  scope?: oasis.control.v1.LimitScope.$Shape|null;
                  limits?: oasis.control.v1.RiskLimits.$Shape|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /** BotStatus enum. */
            enum BotStatus {

                /** BOT_STATUS_UNSPECIFIED value */
                BOT_STATUS_UNSPECIFIED = 0,

                /** BOT_STATUS_RUNNING value */
                BOT_STATUS_RUNNING = 1,

                /** BOT_STATUS_PAUSED value */
                BOT_STATUS_PAUSED = 2,

                /** BOT_STATUS_HALTED value */
                BOT_STATUS_HALTED = 3
            }

            /** HaltOwner enum. */
            enum HaltOwner {

                /** HALT_OWNER_UNSPECIFIED value */
                HALT_OWNER_UNSPECIFIED = 0,

                /** HALT_OWNER_ORDER_MANAGER value */
                HALT_OWNER_ORDER_MANAGER = 1,

                /** HALT_OWNER_RISK_ENGINE value */
                HALT_OWNER_RISK_ENGINE = 2
            }

            /** StrategyStatus enum. */
            enum StrategyStatus {

                /** STRATEGY_STATUS_UNSPECIFIED value */
                STRATEGY_STATUS_UNSPECIFIED = 0,

                /** STRATEGY_STATUS_RUNNING value */
                STRATEGY_STATUS_RUNNING = 1,

                /** STRATEGY_STATUS_STOPPED value */
                STRATEGY_STATUS_STOPPED = 2
            }

            /** CommandKind enum. */
            enum CommandKind {

                /** COMMAND_KIND_UNSPECIFIED value */
                COMMAND_KIND_UNSPECIFIED = 0,

                /** COMMAND_KIND_SET_BOT_STATUS value */
                COMMAND_KIND_SET_BOT_STATUS = 1,

                /** COMMAND_KIND_SET_STRATEGY_CONFIG value */
                COMMAND_KIND_SET_STRATEGY_CONFIG = 2,

                /** COMMAND_KIND_SET_STRATEGY_STATUS value */
                COMMAND_KIND_SET_STRATEGY_STATUS = 3,

                /** COMMAND_KIND_SET_RISK_LIMITS value */
                COMMAND_KIND_SET_RISK_LIMITS = 4,

                /** COMMAND_KIND_CANCEL_ORDER value */
                COMMAND_KIND_CANCEL_ORDER = 5,

                /** COMMAND_KIND_RESET_PAPER value */
                COMMAND_KIND_RESET_PAPER = 6
            }

            /** CommandOutcome enum. */
            enum CommandOutcome {

                /** COMMAND_OUTCOME_UNSPECIFIED value */
                COMMAND_OUTCOME_UNSPECIFIED = 0,

                /** COMMAND_OUTCOME_APPLIED value */
                COMMAND_OUTCOME_APPLIED = 1,

                /** COMMAND_OUTCOME_REJECTED value */
                COMMAND_OUTCOME_REJECTED = 2
            }

            /**
             * Properties of a DeadLetter.
             * @deprecated Use oasis.control.v1.DeadLetter.$Properties instead.
             */
            interface IDeadLetter extends oasis.control.v1.DeadLetter.$Properties {
            }

            /** Represents a DeadLetter. */
            class DeadLetter {

                /**
                 * Constructs a new DeadLetter.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.control.v1.DeadLetter.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeadLetter topic. */
                topic: string;

                /** DeadLetter partition. */
                partition: number;

                /** DeadLetter offset. */
                offset: (number);

                /** DeadLetter key. */
                key: string;

                /** DeadLetter value. */
                value: Uint8Array;

                /** DeadLetter reason. */
                reason: string;

                /** DeadLetter ts. */
                ts: (bigint);

                /**
                 * Encodes the specified DeadLetter message. Does not implicitly {@link oasis.control.v1.DeadLetter.verify|verify} messages.
                 * @param message DeadLetter message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.control.v1.DeadLetter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeadLetter message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.control.v1.DeadLetter & oasis.control.v1.DeadLetter.$Shape} DeadLetter
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.control.v1.DeadLetter & oasis.control.v1.DeadLetter.$Shape;
            }

            namespace DeadLetter {

                /** Properties of a DeadLetter. */
                interface $Properties {

                    /** DeadLetter topic */
                    topic?: (string|null);

                    /** DeadLetter partition */
                    partition?: (number|null);

                    /** DeadLetter offset */
                    offset?: (number|null);

                    /** DeadLetter key */
                    key?: (string|null);

                    /** DeadLetter value */
                    value?: (Uint8Array|null);

                    /** DeadLetter reason */
                    reason?: (string|null);

                    /** DeadLetter ts */
                    ts?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeadLetter. */
                type $Shape = oasis.control.v1.DeadLetter.$Properties;
            }
        }
    }

    /** Namespace marketdata. */
    namespace marketdata {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a FeedStatus.
             * @deprecated Use oasis.marketdata.v1.FeedStatus.$Properties instead.
             */
            interface IFeedStatus extends oasis.marketdata.v1.FeedStatus.$Properties {
            }

            /** Represents a FeedStatus. */
            class FeedStatus {

                /**
                 * Constructs a new FeedStatus.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.marketdata.v1.FeedStatus.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FeedStatus venue. */
                venue: string;

                /** FeedStatus connection. */
                connection: string;

                /** FeedStatus state. */
                state: oasis.marketdata.v1.FeedState;

                /** FeedStatus instrumentIds. */
                instrumentIds: string[];

                /** FeedStatus detail. */
                detail: string;

                /** FeedStatus tsInit. */
                tsInit: (bigint);

                /**
                 * Encodes the specified FeedStatus message. Does not implicitly {@link oasis.marketdata.v1.FeedStatus.verify|verify} messages.
                 * @param message FeedStatus message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.marketdata.v1.FeedStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FeedStatus message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.marketdata.v1.FeedStatus & oasis.marketdata.v1.FeedStatus.$Shape} FeedStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.marketdata.v1.FeedStatus & oasis.marketdata.v1.FeedStatus.$Shape;
            }

            namespace FeedStatus {

                /** Properties of a FeedStatus. */
                interface $Properties {

                    /** FeedStatus venue */
                    venue?: (string|null);

                    /** FeedStatus connection */
                    connection?: (string|null);

                    /** FeedStatus state */
                    state?: (oasis.marketdata.v1.FeedState|null);

                    /** FeedStatus instrumentIds */
                    instrumentIds?: (string[]|null);

                    /** FeedStatus detail */
                    detail?: (string|null);

                    /** FeedStatus tsInit */
                    tsInit?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FeedStatus. */
                type $Shape = oasis.marketdata.v1.FeedStatus.$Properties;
            }

            /** TradeOrigin enum. */
            enum TradeOrigin {

                /** TRADE_ORIGIN_UNSPECIFIED value */
                TRADE_ORIGIN_UNSPECIFIED = 0,

                /** TRADE_ORIGIN_LIVE value */
                TRADE_ORIGIN_LIVE = 1,

                /** TRADE_ORIGIN_SNAPSHOT value */
                TRADE_ORIGIN_SNAPSHOT = 2,

                /** TRADE_ORIGIN_BACKFILL value */
                TRADE_ORIGIN_BACKFILL = 3
            }

            /** TakerSide enum. */
            enum TakerSide {

                /** TAKER_SIDE_UNSPECIFIED value */
                TAKER_SIDE_UNSPECIFIED = 0,

                /** TAKER_SIDE_BUY value */
                TAKER_SIDE_BUY = 1,

                /** TAKER_SIDE_SELL value */
                TAKER_SIDE_SELL = 2,

                /** TAKER_SIDE_UNKNOWN value */
                TAKER_SIDE_UNKNOWN = 3
            }

            /** BookState enum. */
            enum BookState {

                /** BOOK_STATE_UNSPECIFIED value */
                BOOK_STATE_UNSPECIFIED = 0,

                /** BOOK_STATE_LIVE value */
                BOOK_STATE_LIVE = 1,

                /** BOOK_STATE_QUARANTINED value */
                BOOK_STATE_QUARANTINED = 2
            }

            /** FeedState enum. */
            enum FeedState {

                /** FEED_STATE_UNSPECIFIED value */
                FEED_STATE_UNSPECIFIED = 0,

                /** FEED_STATE_CONNECTED value */
                FEED_STATE_CONNECTED = 1,

                /** FEED_STATE_STALE value */
                FEED_STATE_STALE = 2,

                /** FEED_STATE_GAP value */
                FEED_STATE_GAP = 3,

                /** FEED_STATE_RESYNCED value */
                FEED_STATE_RESYNCED = 4,

                /** FEED_STATE_DISCONNECTED value */
                FEED_STATE_DISCONNECTED = 5
            }

            /** TradingStatus enum. */
            enum TradingStatus {

                /** TRADING_STATUS_UNSPECIFIED value */
                TRADING_STATUS_UNSPECIFIED = 0,

                /** TRADING_STATUS_TRADING value */
                TRADING_STATUS_TRADING = 1,

                /** TRADING_STATUS_CANCEL_ONLY value */
                TRADING_STATUS_CANCEL_ONLY = 2,

                /** TRADING_STATUS_LIMIT_ONLY value */
                TRADING_STATUS_LIMIT_ONLY = 3,

                /** TRADING_STATUS_POST_ONLY value */
                TRADING_STATUS_POST_ONLY = 4,

                /** TRADING_STATUS_AUCTION value */
                TRADING_STATUS_AUCTION = 5,

                /** TRADING_STATUS_HALTED value */
                TRADING_STATUS_HALTED = 6,

                /** TRADING_STATUS_DELISTED value */
                TRADING_STATUS_DELISTED = 7
            }

            /**
             * Properties of an Instrument.
             * @deprecated Use oasis.marketdata.v1.Instrument.$Properties instead.
             */
            interface IInstrument extends oasis.marketdata.v1.Instrument.$Properties {
            }

            /** Represents an Instrument. */
            class Instrument {

                /**
                 * Constructs a new Instrument.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.marketdata.v1.Instrument.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Instrument id. */
                id: string;

                /** Instrument venue. */
                venue: string;

                /** Instrument symbol. */
                symbol: string;

                /** Instrument base. */
                base: string;

                /** Instrument quote. */
                quote: string;

                /** Instrument priceIncrement. */
                priceIncrement: string;

                /** Instrument quantityIncrement. */
                quantityIncrement: string;

                /** Instrument minQuantity. */
                minQuantity: string;

                /** Instrument maxQuantity. */
                maxQuantity: string;

                /** Instrument minNotional. */
                minNotional: string;

                /** Instrument maxNotional. */
                maxNotional: string;

                /** Instrument status. */
                status: oasis.marketdata.v1.TradingStatus;

                /** Instrument tsEvent. */
                tsEvent: (bigint);

                /**
                 * Encodes the specified Instrument message. Does not implicitly {@link oasis.marketdata.v1.Instrument.verify|verify} messages.
                 * @param message Instrument message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.marketdata.v1.Instrument.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Instrument message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.marketdata.v1.Instrument & oasis.marketdata.v1.Instrument.$Shape} Instrument
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.marketdata.v1.Instrument & oasis.marketdata.v1.Instrument.$Shape;
            }

            namespace Instrument {

                /** Properties of an Instrument. */
                interface $Properties {

                    /** Instrument id */
                    id?: (string|null);

                    /** Instrument venue */
                    venue?: (string|null);

                    /** Instrument symbol */
                    symbol?: (string|null);

                    /** Instrument base */
                    base?: (string|null);

                    /** Instrument quote */
                    quote?: (string|null);

                    /** Instrument priceIncrement */
                    priceIncrement?: (string|null);

                    /** Instrument quantityIncrement */
                    quantityIncrement?: (string|null);

                    /** Instrument minQuantity */
                    minQuantity?: (string|null);

                    /** Instrument maxQuantity */
                    maxQuantity?: (string|null);

                    /** Instrument minNotional */
                    minNotional?: (string|null);

                    /** Instrument maxNotional */
                    maxNotional?: (string|null);

                    /** Instrument status */
                    status?: (oasis.marketdata.v1.TradingStatus|null);

                    /** Instrument tsEvent */
                    tsEvent?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Instrument. */
                type $Shape = oasis.marketdata.v1.Instrument.$Properties;
            }

            /**
             * Properties of a Trade.
             * @deprecated Use oasis.marketdata.v1.Trade.$Properties instead.
             */
            interface ITrade extends oasis.marketdata.v1.Trade.$Properties {
            }

            /** Represents a Trade. */
            class Trade {

                /**
                 * Constructs a new Trade.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.marketdata.v1.Trade.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Trade instrumentId. */
                instrumentId: string;

                /** Trade tradeId. */
                tradeId: string;

                /** Trade price. */
                price: string;

                /** Trade quantity. */
                quantity: string;

                /** Trade takerSide. */
                takerSide: oasis.marketdata.v1.TakerSide;

                /** Trade origin. */
                origin: oasis.marketdata.v1.TradeOrigin;

                /** Trade connection. */
                connection: string;

                /** Trade sequence. */
                sequence: (number);

                /** Trade tsEvent. */
                tsEvent: (bigint);

                /** Trade tsInit. */
                tsInit: (bigint);

                /**
                 * Encodes the specified Trade message. Does not implicitly {@link oasis.marketdata.v1.Trade.verify|verify} messages.
                 * @param message Trade message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.marketdata.v1.Trade.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Trade message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.marketdata.v1.Trade & oasis.marketdata.v1.Trade.$Shape} Trade
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.marketdata.v1.Trade & oasis.marketdata.v1.Trade.$Shape;
            }

            namespace Trade {

                /** Properties of a Trade. */
                interface $Properties {

                    /** Trade instrumentId */
                    instrumentId?: (string|null);

                    /** Trade tradeId */
                    tradeId?: (string|null);

                    /** Trade price */
                    price?: (string|null);

                    /** Trade quantity */
                    quantity?: (string|null);

                    /** Trade takerSide */
                    takerSide?: (oasis.marketdata.v1.TakerSide|null);

                    /** Trade origin */
                    origin?: (oasis.marketdata.v1.TradeOrigin|null);

                    /** Trade connection */
                    connection?: (string|null);

                    /** Trade sequence */
                    sequence?: (number|null);

                    /** Trade tsEvent */
                    tsEvent?: (bigint|null);

                    /** Trade tsInit */
                    tsInit?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Trade. */
                type $Shape = oasis.marketdata.v1.Trade.$Properties;
            }

            /**
             * Properties of a PriceLevel.
             * @deprecated Use oasis.marketdata.v1.PriceLevel.$Properties instead.
             */
            interface IPriceLevel extends oasis.marketdata.v1.PriceLevel.$Properties {
            }

            /** Represents a PriceLevel. */
            class PriceLevel {

                /**
                 * Constructs a new PriceLevel.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.marketdata.v1.PriceLevel.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PriceLevel price. */
                price: string;

                /** PriceLevel quantity. */
                quantity: string;

                /**
                 * Encodes the specified PriceLevel message. Does not implicitly {@link oasis.marketdata.v1.PriceLevel.verify|verify} messages.
                 * @param message PriceLevel message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.marketdata.v1.PriceLevel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PriceLevel message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.marketdata.v1.PriceLevel & oasis.marketdata.v1.PriceLevel.$Shape} PriceLevel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.marketdata.v1.PriceLevel & oasis.marketdata.v1.PriceLevel.$Shape;
            }

            namespace PriceLevel {

                /** Properties of a PriceLevel. */
                interface $Properties {

                    /** PriceLevel price */
                    price?: (string|null);

                    /** PriceLevel quantity */
                    quantity?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PriceLevel. */
                type $Shape = oasis.marketdata.v1.PriceLevel.$Properties;
            }

            /**
             * Properties of a Quote.
             * @deprecated Use oasis.marketdata.v1.Quote.$Properties instead.
             */
            interface IQuote extends oasis.marketdata.v1.Quote.$Properties {
            }

            /** Represents a Quote. */
            class Quote {

                /**
                 * Constructs a new Quote.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.marketdata.v1.Quote.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Quote instrumentId. */
                instrumentId: string;

                /** Quote state. */
                state: oasis.marketdata.v1.BookState;

                /** Quote bids. */
                bids: oasis.marketdata.v1.PriceLevel.$Properties[];

                /** Quote asks. */
                asks: oasis.marketdata.v1.PriceLevel.$Properties[];

                /** Quote connection. */
                connection: string;

                /** Quote sequence. */
                sequence: (number);

                /** Quote tsEvent. */
                tsEvent: (bigint);

                /** Quote tsInit. */
                tsInit: (bigint);

                /**
                 * Encodes the specified Quote message. Does not implicitly {@link oasis.marketdata.v1.Quote.verify|verify} messages.
                 * @param message Quote message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.marketdata.v1.Quote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Quote message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.marketdata.v1.Quote & oasis.marketdata.v1.Quote.$Shape} Quote
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.marketdata.v1.Quote & oasis.marketdata.v1.Quote.$Shape;
            }

            namespace Quote {

                /** Properties of a Quote. */
                interface $Properties {

                    /** Quote instrumentId */
                    instrumentId?: (string|null);

                    /** Quote state */
                    state?: (oasis.marketdata.v1.BookState|null);

                    /** Quote bids */
                    bids?: (oasis.marketdata.v1.PriceLevel.$Properties[]|null);

                    /** Quote asks */
                    asks?: (oasis.marketdata.v1.PriceLevel.$Properties[]|null);

                    /** Quote connection */
                    connection?: (string|null);

                    /** Quote sequence */
                    sequence?: (number|null);

                    /** Quote tsEvent */
                    tsEvent?: (bigint|null);

                    /** Quote tsInit */
                    tsInit?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Quote. */
                type $Shape = oasis.marketdata.v1.Quote.$Properties;
            }

            /**
             * Properties of a RawTrade.
             * @deprecated Use oasis.marketdata.v1.RawTrade.$Properties instead.
             */
            interface IRawTrade extends oasis.marketdata.v1.RawTrade.$Properties {
            }

            /** Represents a RawTrade. */
            class RawTrade {

                /**
                 * Constructs a new RawTrade.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.marketdata.v1.RawTrade.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RawTrade instrumentId. */
                instrumentId: string;

                /** RawTrade tradeId. */
                tradeId: string;

                /** RawTrade price. */
                price: string;

                /** RawTrade size. */
                size: string;

                /** RawTrade side. */
                side: string;

                /** RawTrade time. */
                time: string;

                /** RawTrade origin. */
                origin: oasis.marketdata.v1.TradeOrigin;

                /** RawTrade connection. */
                connection: string;

                /** RawTrade sequence. */
                sequence: (number);

                /** RawTrade tsInit. */
                tsInit: (bigint);

                /**
                 * Encodes the specified RawTrade message. Does not implicitly {@link oasis.marketdata.v1.RawTrade.verify|verify} messages.
                 * @param message RawTrade message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.marketdata.v1.RawTrade.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RawTrade message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.marketdata.v1.RawTrade & oasis.marketdata.v1.RawTrade.$Shape} RawTrade
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.marketdata.v1.RawTrade & oasis.marketdata.v1.RawTrade.$Shape;
            }

            namespace RawTrade {

                /** Properties of a RawTrade. */
                interface $Properties {

                    /** RawTrade instrumentId */
                    instrumentId?: (string|null);

                    /** RawTrade tradeId */
                    tradeId?: (string|null);

                    /** RawTrade price */
                    price?: (string|null);

                    /** RawTrade size */
                    size?: (string|null);

                    /** RawTrade side */
                    side?: (string|null);

                    /** RawTrade time */
                    time?: (string|null);

                    /** RawTrade origin */
                    origin?: (oasis.marketdata.v1.TradeOrigin|null);

                    /** RawTrade connection */
                    connection?: (string|null);

                    /** RawTrade sequence */
                    sequence?: (number|null);

                    /** RawTrade tsInit */
                    tsInit?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RawTrade. */
                type $Shape = oasis.marketdata.v1.RawTrade.$Properties;
            }

            /**
             * Properties of a RawLevel.
             * @deprecated Use oasis.marketdata.v1.RawLevel.$Properties instead.
             */
            interface IRawLevel extends oasis.marketdata.v1.RawLevel.$Properties {
            }

            /** Represents a RawLevel. */
            class RawLevel {

                /**
                 * Constructs a new RawLevel.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.marketdata.v1.RawLevel.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RawLevel price. */
                price: string;

                /** RawLevel size. */
                size: string;

                /**
                 * Encodes the specified RawLevel message. Does not implicitly {@link oasis.marketdata.v1.RawLevel.verify|verify} messages.
                 * @param message RawLevel message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.marketdata.v1.RawLevel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RawLevel message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.marketdata.v1.RawLevel & oasis.marketdata.v1.RawLevel.$Shape} RawLevel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.marketdata.v1.RawLevel & oasis.marketdata.v1.RawLevel.$Shape;
            }

            namespace RawLevel {

                /** Properties of a RawLevel. */
                interface $Properties {

                    /** RawLevel price */
                    price?: (string|null);

                    /** RawLevel size */
                    size?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RawLevel. */
                type $Shape = oasis.marketdata.v1.RawLevel.$Properties;
            }

            /**
             * Properties of a RawQuote.
             * @deprecated Use oasis.marketdata.v1.RawQuote.$Properties instead.
             */
            interface IRawQuote extends oasis.marketdata.v1.RawQuote.$Properties {
            }

            /** Represents a RawQuote. */
            class RawQuote {

                /**
                 * Constructs a new RawQuote.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.marketdata.v1.RawQuote.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RawQuote instrumentId. */
                instrumentId: string;

                /** RawQuote state. */
                state: oasis.marketdata.v1.BookState;

                /** RawQuote bids. */
                bids: oasis.marketdata.v1.RawLevel.$Properties[];

                /** RawQuote asks. */
                asks: oasis.marketdata.v1.RawLevel.$Properties[];

                /** RawQuote connection. */
                connection: string;

                /** RawQuote sequence. */
                sequence: (number);

                /** RawQuote tsEvent. */
                tsEvent: (bigint);

                /** RawQuote tsInit. */
                tsInit: (bigint);

                /**
                 * Encodes the specified RawQuote message. Does not implicitly {@link oasis.marketdata.v1.RawQuote.verify|verify} messages.
                 * @param message RawQuote message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.marketdata.v1.RawQuote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RawQuote message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.marketdata.v1.RawQuote & oasis.marketdata.v1.RawQuote.$Shape} RawQuote
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.marketdata.v1.RawQuote & oasis.marketdata.v1.RawQuote.$Shape;
            }

            namespace RawQuote {

                /** Properties of a RawQuote. */
                interface $Properties {

                    /** RawQuote instrumentId */
                    instrumentId?: (string|null);

                    /** RawQuote state */
                    state?: (oasis.marketdata.v1.BookState|null);

                    /** RawQuote bids */
                    bids?: (oasis.marketdata.v1.RawLevel.$Properties[]|null);

                    /** RawQuote asks */
                    asks?: (oasis.marketdata.v1.RawLevel.$Properties[]|null);

                    /** RawQuote connection */
                    connection?: (string|null);

                    /** RawQuote sequence */
                    sequence?: (number|null);

                    /** RawQuote tsEvent */
                    tsEvent?: (bigint|null);

                    /** RawQuote tsInit */
                    tsInit?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RawQuote. */
                type $Shape = oasis.marketdata.v1.RawQuote.$Properties;
            }
        }
    }

    /** Namespace trading. */
    namespace trading {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a Signal.
             * @deprecated Use oasis.trading.v1.Signal.$Properties instead.
             */
            interface ISignal extends oasis.trading.v1.Signal.$Properties {
            }

            /** Represents a Signal. */
            class Signal {

                /**
                 * Constructs a new Signal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Signal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Signal eventId. */
                eventId: string;

                /** Signal accountId. */
                accountId: string;

                /** Signal strategyId. */
                strategyId: string;

                /** Signal instrumentId. */
                instrumentId: string;

                /** Signal side. */
                side: oasis.trading.v1.Side;

                /** Signal intentId. */
                intentId: string;

                /** Signal cause. */
                cause?: (oasis.trading.v1.Cause.$Properties|null);

                /** Signal values. */
                values: { [k: string]: string };

                /** Signal ts. */
                ts: (bigint);

                /**
                 * Encodes the specified Signal message. Does not implicitly {@link oasis.trading.v1.Signal.verify|verify} messages.
                 * @param message Signal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Signal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Signal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Signal & oasis.trading.v1.Signal.$Shape} Signal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Signal & oasis.trading.v1.Signal.$Shape;
            }

            namespace Signal {

                /** Properties of a Signal. */
                interface $Properties {

                    /** Signal eventId */
                    eventId?: (string|null);

                    /** Signal accountId */
                    accountId?: (string|null);

                    /** Signal strategyId */
                    strategyId?: (string|null);

                    /** Signal instrumentId */
                    instrumentId?: (string|null);

                    /** Signal side */
                    side?: (oasis.trading.v1.Side|null);

                    /** Signal intentId */
                    intentId?: (string|null);

                    /** Signal cause */
                    cause?: (oasis.trading.v1.Cause.$Properties|null);

                    /** Signal values */
                    values?: ({ [k: string]: string }|null);

                    /** Signal ts */
                    ts?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Signal. */
                type $Shape = oasis.trading.v1.Signal.$Properties;
            }

            /**
             * Properties of an Approved.
             * @deprecated Use oasis.trading.v1.Approved.$Properties instead.
             */
            interface IApproved extends oasis.trading.v1.Approved.$Properties {
            }

            /** Represents an Approved. */
            class Approved {

                /**
                 * Constructs a new Approved.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Approved.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified Approved message. Does not implicitly {@link oasis.trading.v1.Approved.verify|verify} messages.
                 * @param message Approved message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Approved.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Approved message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Approved & oasis.trading.v1.Approved.$Shape} Approved
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Approved & oasis.trading.v1.Approved.$Shape;
            }

            namespace Approved {

                /** Properties of an Approved. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Approved. */
                type $Shape = oasis.trading.v1.Approved.$Properties;
            }

            /**
             * Properties of a Denied.
             * @deprecated Use oasis.trading.v1.Denied.$Properties instead.
             */
            interface IDenied extends oasis.trading.v1.Denied.$Properties {
            }

            /** Represents a Denied. */
            class Denied {

                /**
                 * Constructs a new Denied.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Denied.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Denied code. */
                code: oasis.trading.v1.DenialCode;

                /** Denied context. */
                context: { [k: string]: string };

                /**
                 * Encodes the specified Denied message. Does not implicitly {@link oasis.trading.v1.Denied.verify|verify} messages.
                 * @param message Denied message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Denied.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Denied message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Denied & oasis.trading.v1.Denied.$Shape} Denied
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Denied & oasis.trading.v1.Denied.$Shape;
            }

            namespace Denied {

                /** Properties of a Denied. */
                interface $Properties {

                    /** Denied code */
                    code?: (oasis.trading.v1.DenialCode|null);

                    /** Denied context */
                    context?: ({ [k: string]: string }|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Denied. */
                type $Shape = oasis.trading.v1.Denied.$Properties;
            }

            /**
             * Properties of a RiskVerdict.
             * @deprecated Use oasis.trading.v1.RiskVerdict.$Properties instead.
             */
            interface IRiskVerdict extends oasis.trading.v1.RiskVerdict.$Properties {
            }

            /** Represents a RiskVerdict. */
            class RiskVerdict {

                /**
                 * Constructs a new RiskVerdict.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.RiskVerdict.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RiskVerdict approved. */
                approved?: (oasis.trading.v1.Approved.$Properties|null);

                /** RiskVerdict denied. */
                denied?: (oasis.trading.v1.Denied.$Properties|null);

                /** RiskVerdict result. */
                result?: ("approved"|"denied");

                /**
                 * Encodes the specified RiskVerdict message. Does not implicitly {@link oasis.trading.v1.RiskVerdict.verify|verify} messages.
                 * @param message RiskVerdict message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.RiskVerdict.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RiskVerdict message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.RiskVerdict & oasis.trading.v1.RiskVerdict.$Shape} RiskVerdict
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.RiskVerdict & oasis.trading.v1.RiskVerdict.$Shape;
            }

            namespace RiskVerdict {

                /** Properties of a RiskVerdict. */
                interface $Properties {

                    /** RiskVerdict approved */
                    approved?: (oasis.trading.v1.Approved.$Properties|null);

                    /** RiskVerdict denied */
                    denied?: (oasis.trading.v1.Denied.$Properties|null);

                    /** RiskVerdict result */
                    result?: ("approved"|"denied");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a RiskVerdict. */
                type $Shape = {
                  approved?: oasis.trading.v1.Approved.$Shape|null;
                  denied?: oasis.trading.v1.Denied.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ result?: undefined; approved?: null; denied?: null }|{ result?: "approved"; approved: oasis.trading.v1.Approved.$Shape; denied?: null }|{ result?: "denied"; approved?: null; denied: oasis.trading.v1.Denied.$Shape })
                );
            }

            /**
             * Properties of a RuleCheck.
             * @deprecated Use oasis.trading.v1.RuleCheck.$Properties instead.
             */
            interface IRuleCheck extends oasis.trading.v1.RuleCheck.$Properties {
            }

            /** Represents a RuleCheck. */
            class RuleCheck {

                /**
                 * Constructs a new RuleCheck.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.RuleCheck.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RuleCheck rule. */
                rule: oasis.trading.v1.DenialCode;

                /** RuleCheck level. */
                level?: (string|null);

                /** RuleCheck value. */
                value: string;

                /** RuleCheck limit. */
                limit: string;

                /** RuleCheck unit. */
                unit: string;

                /**
                 * Encodes the specified RuleCheck message. Does not implicitly {@link oasis.trading.v1.RuleCheck.verify|verify} messages.
                 * @param message RuleCheck message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.RuleCheck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RuleCheck message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.RuleCheck & oasis.trading.v1.RuleCheck.$Shape} RuleCheck
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.RuleCheck & oasis.trading.v1.RuleCheck.$Shape;
            }

            namespace RuleCheck {

                /** Properties of a RuleCheck. */
                interface $Properties {

                    /** RuleCheck rule */
                    rule?: (oasis.trading.v1.DenialCode|null);

                    /** RuleCheck level */
                    level?: (string|null);

                    /** RuleCheck value */
                    value?: (string|null);

                    /** RuleCheck limit */
                    limit?: (string|null);

                    /** RuleCheck unit */
                    unit?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RuleCheck. */
                type $Shape = oasis.trading.v1.RuleCheck.$Properties;
            }

            /**
             * Properties of a RiskDecision.
             * @deprecated Use oasis.trading.v1.RiskDecision.$Properties instead.
             */
            interface IRiskDecision extends oasis.trading.v1.RiskDecision.$Properties {
            }

            /** Represents a RiskDecision. */
            class RiskDecision {

                /**
                 * Constructs a new RiskDecision.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.RiskDecision.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RiskDecision eventId. */
                eventId: string;

                /** RiskDecision intent. */
                intent?: (oasis.trading.v1.OrderIntent.$Properties|null);

                /** RiskDecision verdict. */
                verdict?: (oasis.trading.v1.RiskVerdict.$Properties|null);

                /** RiskDecision riskEpoch. */
                riskEpoch: (number);

                /** RiskDecision ts. */
                ts: (bigint);

                /** RiskDecision checks. */
                checks: oasis.trading.v1.RuleCheck.$Properties[];

                /**
                 * Encodes the specified RiskDecision message. Does not implicitly {@link oasis.trading.v1.RiskDecision.verify|verify} messages.
                 * @param message RiskDecision message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.RiskDecision.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RiskDecision message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.RiskDecision & oasis.trading.v1.RiskDecision.$Shape} RiskDecision
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.RiskDecision & oasis.trading.v1.RiskDecision.$Shape;
            }

            namespace RiskDecision {

                /** Properties of a RiskDecision. */
                interface $Properties {

                    /** RiskDecision eventId */
                    eventId?: (string|null);

                    /** RiskDecision intent */
                    intent?: (oasis.trading.v1.OrderIntent.$Properties|null);

                    /** RiskDecision verdict */
                    verdict?: (oasis.trading.v1.RiskVerdict.$Properties|null);

                    /** RiskDecision riskEpoch */
                    riskEpoch?: (number|null);

                    /** RiskDecision ts */
                    ts?: (bigint|null);

                    /** RiskDecision checks */
                    checks?: (oasis.trading.v1.RuleCheck.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RiskDecision. */
                type $Shape = {
                  eventId?: string|null;
                  intent?: oasis.trading.v1.OrderIntent.$Shape|null;
                  verdict?: oasis.trading.v1.RiskVerdict.$Shape|null;
                  riskEpoch?: number|null;
                  ts?: bigint|null;
                  checks?: oasis.trading.v1.RuleCheck.$Shape[]|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a MarketTerms.
             * @deprecated Use oasis.trading.v1.MarketTerms.$Properties instead.
             */
            interface IMarketTerms extends oasis.trading.v1.MarketTerms.$Properties {
            }

            /** Represents a MarketTerms. */
            class MarketTerms {

                /**
                 * Constructs a new MarketTerms.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.MarketTerms.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MarketTerms timeInForce. */
                timeInForce: oasis.trading.v1.TimeInForce;

                /** MarketTerms quantity. */
                quantity?: (string|null);

                /** MarketTerms quoteAmount. */
                quoteAmount?: (string|null);

                /** MarketTerms size. */
                size?: ("quantity"|"quoteAmount");

                /**
                 * Encodes the specified MarketTerms message. Does not implicitly {@link oasis.trading.v1.MarketTerms.verify|verify} messages.
                 * @param message MarketTerms message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.MarketTerms.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MarketTerms message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.MarketTerms & oasis.trading.v1.MarketTerms.$Shape} MarketTerms
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.MarketTerms & oasis.trading.v1.MarketTerms.$Shape;
            }

            namespace MarketTerms {

                /** Properties of a MarketTerms. */
                interface $Properties {

                    /** MarketTerms timeInForce */
                    timeInForce?: (oasis.trading.v1.TimeInForce|null);

                    /** MarketTerms quantity */
                    quantity?: (string|null);

                    /** MarketTerms quoteAmount */
                    quoteAmount?: (string|null);

                    /** MarketTerms size */
                    size?: ("quantity"|"quoteAmount");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a MarketTerms. */
                type $Shape = {
                  timeInForce?: oasis.trading.v1.TimeInForce|null;
                  quantity?: string|null;
                  quoteAmount?: string|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ size?: undefined; quantity?: null; quoteAmount?: null }|{ size?: "quantity"; quantity: string; quoteAmount?: null }|{ size?: "quoteAmount"; quantity?: null; quoteAmount: string })
                );
            }

            /**
             * Properties of a LimitTerms.
             * @deprecated Use oasis.trading.v1.LimitTerms.$Properties instead.
             */
            interface ILimitTerms extends oasis.trading.v1.LimitTerms.$Properties {
            }

            /** Represents a LimitTerms. */
            class LimitTerms {

                /**
                 * Constructs a new LimitTerms.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.LimitTerms.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LimitTerms timeInForce. */
                timeInForce: oasis.trading.v1.TimeInForce;

                /** LimitTerms quantity. */
                quantity: string;

                /** LimitTerms limitPrice. */
                limitPrice: string;

                /** LimitTerms postOnly. */
                postOnly: boolean;

                /** LimitTerms expiresAt. */
                expiresAt?: (bigint|null);

                /**
                 * Encodes the specified LimitTerms message. Does not implicitly {@link oasis.trading.v1.LimitTerms.verify|verify} messages.
                 * @param message LimitTerms message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.LimitTerms.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LimitTerms message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.LimitTerms & oasis.trading.v1.LimitTerms.$Shape} LimitTerms
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.LimitTerms & oasis.trading.v1.LimitTerms.$Shape;
            }

            namespace LimitTerms {

                /** Properties of a LimitTerms. */
                interface $Properties {

                    /** LimitTerms timeInForce */
                    timeInForce?: (oasis.trading.v1.TimeInForce|null);

                    /** LimitTerms quantity */
                    quantity?: (string|null);

                    /** LimitTerms limitPrice */
                    limitPrice?: (string|null);

                    /** LimitTerms postOnly */
                    postOnly?: (boolean|null);

                    /** LimitTerms expiresAt */
                    expiresAt?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LimitTerms. */
                type $Shape = oasis.trading.v1.LimitTerms.$Properties;
            }

            /**
             * Properties of a StopLimitTerms.
             * @deprecated Use oasis.trading.v1.StopLimitTerms.$Properties instead.
             */
            interface IStopLimitTerms extends oasis.trading.v1.StopLimitTerms.$Properties {
            }

            /** Represents a StopLimitTerms. */
            class StopLimitTerms {

                /**
                 * Constructs a new StopLimitTerms.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.StopLimitTerms.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StopLimitTerms timeInForce. */
                timeInForce: oasis.trading.v1.TimeInForce;

                /** StopLimitTerms quantity. */
                quantity: string;

                /** StopLimitTerms limitPrice. */
                limitPrice: string;

                /** StopLimitTerms stopPrice. */
                stopPrice: string;

                /** StopLimitTerms expiresAt. */
                expiresAt?: (bigint|null);

                /**
                 * Encodes the specified StopLimitTerms message. Does not implicitly {@link oasis.trading.v1.StopLimitTerms.verify|verify} messages.
                 * @param message StopLimitTerms message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.StopLimitTerms.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StopLimitTerms message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.StopLimitTerms & oasis.trading.v1.StopLimitTerms.$Shape} StopLimitTerms
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.StopLimitTerms & oasis.trading.v1.StopLimitTerms.$Shape;
            }

            namespace StopLimitTerms {

                /** Properties of a StopLimitTerms. */
                interface $Properties {

                    /** StopLimitTerms timeInForce */
                    timeInForce?: (oasis.trading.v1.TimeInForce|null);

                    /** StopLimitTerms quantity */
                    quantity?: (string|null);

                    /** StopLimitTerms limitPrice */
                    limitPrice?: (string|null);

                    /** StopLimitTerms stopPrice */
                    stopPrice?: (string|null);

                    /** StopLimitTerms expiresAt */
                    expiresAt?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StopLimitTerms. */
                type $Shape = oasis.trading.v1.StopLimitTerms.$Properties;
            }

            /**
             * Properties of a Cause.
             * @deprecated Use oasis.trading.v1.Cause.$Properties instead.
             */
            interface ICause extends oasis.trading.v1.Cause.$Properties {
            }

            /** Represents a Cause. */
            class Cause {

                /**
                 * Constructs a new Cause.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Cause.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Cause eventId. */
                eventId: string;

                /** Cause tsEvent. */
                tsEvent: (bigint);

                /** Cause tsInit. */
                tsInit: (bigint);

                /**
                 * Encodes the specified Cause message. Does not implicitly {@link oasis.trading.v1.Cause.verify|verify} messages.
                 * @param message Cause message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Cause.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Cause message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Cause & oasis.trading.v1.Cause.$Shape} Cause
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Cause & oasis.trading.v1.Cause.$Shape;
            }

            namespace Cause {

                /** Properties of a Cause. */
                interface $Properties {

                    /** Cause eventId */
                    eventId?: (string|null);

                    /** Cause tsEvent */
                    tsEvent?: (bigint|null);

                    /** Cause tsInit */
                    tsInit?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Cause. */
                type $Shape = oasis.trading.v1.Cause.$Properties;
            }

            /**
             * Properties of an OrderIntent.
             * @deprecated Use oasis.trading.v1.OrderIntent.$Properties instead.
             */
            interface IOrderIntent extends oasis.trading.v1.OrderIntent.$Properties {
            }

            /** Represents an OrderIntent. */
            class OrderIntent {

                /**
                 * Constructs a new OrderIntent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.OrderIntent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OrderIntent intentId. */
                intentId: string;

                /** OrderIntent accountId. */
                accountId: string;

                /** OrderIntent strategyId. */
                strategyId: string;

                /** OrderIntent mode. */
                mode: oasis.trading.v1.TradingMode;

                /** OrderIntent instrumentId. */
                instrumentId: string;

                /** OrderIntent side. */
                side: oasis.trading.v1.Side;

                /** OrderIntent market. */
                market?: (oasis.trading.v1.MarketTerms.$Properties|null);

                /** OrderIntent limit. */
                limit?: (oasis.trading.v1.LimitTerms.$Properties|null);

                /** OrderIntent stopLimit. */
                stopLimit?: (oasis.trading.v1.StopLimitTerms.$Properties|null);

                /** OrderIntent reduceOnly. */
                reduceOnly: boolean;

                /** OrderIntent cause. */
                cause?: (oasis.trading.v1.Cause.$Properties|null);

                /** OrderIntent replaces. */
                replaces?: (string|null);

                /** OrderIntent terms. */
                terms?: ("market"|"limit"|"stopLimit");

                /**
                 * Encodes the specified OrderIntent message. Does not implicitly {@link oasis.trading.v1.OrderIntent.verify|verify} messages.
                 * @param message OrderIntent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.OrderIntent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OrderIntent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.OrderIntent & oasis.trading.v1.OrderIntent.$Shape} OrderIntent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.OrderIntent & oasis.trading.v1.OrderIntent.$Shape;
            }

            namespace OrderIntent {

                /** Properties of an OrderIntent. */
                interface $Properties {

                    /** OrderIntent intentId */
                    intentId?: (string|null);

                    /** OrderIntent accountId */
                    accountId?: (string|null);

                    /** OrderIntent strategyId */
                    strategyId?: (string|null);

                    /** OrderIntent mode */
                    mode?: (oasis.trading.v1.TradingMode|null);

                    /** OrderIntent instrumentId */
                    instrumentId?: (string|null);

                    /** OrderIntent side */
                    side?: (oasis.trading.v1.Side|null);

                    /** OrderIntent market */
                    market?: (oasis.trading.v1.MarketTerms.$Properties|null);

                    /** OrderIntent limit */
                    limit?: (oasis.trading.v1.LimitTerms.$Properties|null);

                    /** OrderIntent stopLimit */
                    stopLimit?: (oasis.trading.v1.StopLimitTerms.$Properties|null);

                    /** OrderIntent reduceOnly */
                    reduceOnly?: (boolean|null);

                    /** OrderIntent cause */
                    cause?: (oasis.trading.v1.Cause.$Properties|null);

                    /** OrderIntent replaces */
                    replaces?: (string|null);

                    /** OrderIntent terms */
                    terms?: ("market"|"limit"|"stopLimit");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of an OrderIntent. */
                type $Shape = {
                  intentId?: string|null;
                  accountId?: string|null;
                  strategyId?: string|null;
                  mode?: oasis.trading.v1.TradingMode|null;
                  instrumentId?: string|null;
                  side?: oasis.trading.v1.Side|null;
                  market?: oasis.trading.v1.MarketTerms.$Shape|null;
                  limit?: oasis.trading.v1.LimitTerms.$Shape|null;
                  stopLimit?: oasis.trading.v1.StopLimitTerms.$Shape|null;
                  reduceOnly?: boolean|null;
                  cause?: oasis.trading.v1.Cause.$Shape|null;
                  replaces?: string|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ terms?: undefined; market?: null; limit?: null; stopLimit?: null }|{ terms?: "market"; market: oasis.trading.v1.MarketTerms.$Shape; limit?: null; stopLimit?: null }|{ terms?: "limit"; market?: null; limit: oasis.trading.v1.LimitTerms.$Shape; stopLimit?: null }|{ terms?: "stopLimit"; market?: null; limit?: null; stopLimit: oasis.trading.v1.StopLimitTerms.$Shape })
                );
            }

            /**
             * Properties of an Approval.
             * @deprecated Use oasis.trading.v1.Approval.$Properties instead.
             */
            interface IApproval extends oasis.trading.v1.Approval.$Properties {
            }

            /** Represents an Approval. */
            class Approval {

                /**
                 * Constructs a new Approval.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Approval.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Approval intentId. */
                intentId: string;

                /** Approval expiresAt. */
                expiresAt: (bigint);

                /** Approval haltEpoch. */
                haltEpoch: (number);

                /** Approval riskEpoch. */
                riskEpoch: (number);

                /** Approval keyId. */
                keyId: string;

                /** Approval mac. */
                mac: Uint8Array;

                /**
                 * Encodes the specified Approval message. Does not implicitly {@link oasis.trading.v1.Approval.verify|verify} messages.
                 * @param message Approval message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Approval.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Approval message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Approval & oasis.trading.v1.Approval.$Shape} Approval
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Approval & oasis.trading.v1.Approval.$Shape;
            }

            namespace Approval {

                /** Properties of an Approval. */
                interface $Properties {

                    /** Approval intentId */
                    intentId?: (string|null);

                    /** Approval expiresAt */
                    expiresAt?: (bigint|null);

                    /** Approval haltEpoch */
                    haltEpoch?: (number|null);

                    /** Approval riskEpoch */
                    riskEpoch?: (number|null);

                    /** Approval keyId */
                    keyId?: (string|null);

                    /** Approval mac */
                    mac?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Approval. */
                type $Shape = oasis.trading.v1.Approval.$Properties;
            }

            /** Side enum. */
            enum Side {

                /** SIDE_UNSPECIFIED value */
                SIDE_UNSPECIFIED = 0,

                /** SIDE_BUY value */
                SIDE_BUY = 1,

                /** SIDE_SELL value */
                SIDE_SELL = 2
            }

            /** TradingMode enum. */
            enum TradingMode {

                /** TRADING_MODE_UNSPECIFIED value */
                TRADING_MODE_UNSPECIFIED = 0,

                /** TRADING_MODE_PAPER value */
                TRADING_MODE_PAPER = 1,

                /** TRADING_MODE_REAL value */
                TRADING_MODE_REAL = 2
            }

            /** TimeInForce enum. */
            enum TimeInForce {

                /** TIME_IN_FORCE_UNSPECIFIED value */
                TIME_IN_FORCE_UNSPECIFIED = 0,

                /** TIME_IN_FORCE_GTC value */
                TIME_IN_FORCE_GTC = 1,

                /** TIME_IN_FORCE_GTD value */
                TIME_IN_FORCE_GTD = 2,

                /** TIME_IN_FORCE_IOC value */
                TIME_IN_FORCE_IOC = 3,

                /** TIME_IN_FORCE_FOK value */
                TIME_IN_FORCE_FOK = 4
            }

            /** OrderState enum. */
            enum OrderState {

                /** ORDER_STATE_UNSPECIFIED value */
                ORDER_STATE_UNSPECIFIED = 0,

                /** ORDER_STATE_PENDING_SUBMIT value */
                ORDER_STATE_PENDING_SUBMIT = 1,

                /** ORDER_STATE_SUBMITTED value */
                ORDER_STATE_SUBMITTED = 2,

                /** ORDER_STATE_UNKNOWN value */
                ORDER_STATE_UNKNOWN = 3,

                /** ORDER_STATE_REVIEW value */
                ORDER_STATE_REVIEW = 4,

                /** ORDER_STATE_OPEN value */
                ORDER_STATE_OPEN = 5,

                /** ORDER_STATE_PARTIALLY_FILLED value */
                ORDER_STATE_PARTIALLY_FILLED = 6,

                /** ORDER_STATE_PENDING_CANCEL value */
                ORDER_STATE_PENDING_CANCEL = 7,

                /** ORDER_STATE_FILLED value */
                ORDER_STATE_FILLED = 8,

                /** ORDER_STATE_CANCELED value */
                ORDER_STATE_CANCELED = 9,

                /** ORDER_STATE_REJECTED value */
                ORDER_STATE_REJECTED = 10,

                /** ORDER_STATE_EXPIRED value */
                ORDER_STATE_EXPIRED = 11,

                /** ORDER_STATE_NOT_SENT value */
                ORDER_STATE_NOT_SENT = 12,

                /** ORDER_STATE_VOIDED value */
                ORDER_STATE_VOIDED = 13
            }

            /** OrderTrigger enum. */
            enum OrderTrigger {

                /** ORDER_TRIGGER_UNSPECIFIED value */
                ORDER_TRIGGER_UNSPECIFIED = 0,

                /** ORDER_TRIGGER_CREATE value */
                ORDER_TRIGGER_CREATE = 1,

                /** ORDER_TRIGGER_SUBMIT value */
                ORDER_TRIGGER_SUBMIT = 2,

                /** ORDER_TRIGGER_ACKNOWLEDGE value */
                ORDER_TRIGGER_ACKNOWLEDGE = 3,

                /** ORDER_TRIGGER_REJECT value */
                ORDER_TRIGGER_REJECT = 4,

                /** ORDER_TRIGGER_NOT_SENT value */
                ORDER_TRIGGER_NOT_SENT = 5,

                /** ORDER_TRIGGER_LOSE_TRACK value */
                ORDER_TRIGGER_LOSE_TRACK = 6,

                /** ORDER_TRIGGER_ABSENT value */
                ORDER_TRIGGER_ABSENT = 7,

                /** ORDER_TRIGGER_REVIEW value */
                ORDER_TRIGGER_REVIEW = 8,

                /** ORDER_TRIGGER_PARTIAL_FILL value */
                ORDER_TRIGGER_PARTIAL_FILL = 9,

                /** ORDER_TRIGGER_FILL value */
                ORDER_TRIGGER_FILL = 10,

                /** ORDER_TRIGGER_REQUEST_CANCEL value */
                ORDER_TRIGGER_REQUEST_CANCEL = 11,

                /** ORDER_TRIGGER_CANCEL_REJECTED value */
                ORDER_TRIGGER_CANCEL_REJECTED = 12,

                /** ORDER_TRIGGER_CANCELED value */
                ORDER_TRIGGER_CANCELED = 13,

                /** ORDER_TRIGGER_EXPIRED value */
                ORDER_TRIGGER_EXPIRED = 14,

                /** ORDER_TRIGGER_VOID value */
                ORDER_TRIGGER_VOID = 15
            }

            /** Liquidity enum. */
            enum Liquidity {

                /** LIQUIDITY_UNSPECIFIED value */
                LIQUIDITY_UNSPECIFIED = 0,

                /** LIQUIDITY_MAKER value */
                LIQUIDITY_MAKER = 1,

                /** LIQUIDITY_TAKER value */
                LIQUIDITY_TAKER = 2,

                /** LIQUIDITY_UNKNOWN value */
                LIQUIDITY_UNKNOWN = 3
            }

            /** ExecutionKind enum. */
            enum ExecutionKind {

                /** EXECUTION_KIND_UNSPECIFIED value */
                EXECUTION_KIND_UNSPECIFIED = 0,

                /** EXECUTION_KIND_FILL value */
                EXECUTION_KIND_FILL = 1,

                /** EXECUTION_KIND_REVERSAL value */
                EXECUTION_KIND_REVERSAL = 2
            }

            /** AdjustmentReason enum. */
            enum AdjustmentReason {

                /** ADJUSTMENT_REASON_UNSPECIFIED value */
                ADJUSTMENT_REASON_UNSPECIFIED = 0,

                /** ADJUSTMENT_REASON_OPENING value */
                ADJUSTMENT_REASON_OPENING = 1,

                /** ADJUSTMENT_REASON_DEPOSIT value */
                ADJUSTMENT_REASON_DEPOSIT = 2,

                /** ADJUSTMENT_REASON_WITHDRAWAL value */
                ADJUSTMENT_REASON_WITHDRAWAL = 3,

                /** ADJUSTMENT_REASON_EXTERNAL_TRADE value */
                ADJUSTMENT_REASON_EXTERNAL_TRADE = 4,

                /** ADJUSTMENT_REASON_CORRECTION value */
                ADJUSTMENT_REASON_CORRECTION = 5
            }

            /** DenialCode enum. */
            enum DenialCode {

                /** DENIAL_CODE_UNSPECIFIED value */
                DENIAL_CODE_UNSPECIFIED = 0,

                /** DENIAL_CODE_MALFORMED_INTENT value */
                DENIAL_CODE_MALFORMED_INTENT = 1,

                /** DENIAL_CODE_MODE_MISMATCH value */
                DENIAL_CODE_MODE_MISMATCH = 2,

                /** DENIAL_CODE_UNKNOWN_INSTRUMENT value */
                DENIAL_CODE_UNKNOWN_INSTRUMENT = 3,

                /** DENIAL_CODE_INSTRUMENT_NOT_TRADABLE value */
                DENIAL_CODE_INSTRUMENT_NOT_TRADABLE = 4,

                /** DENIAL_CODE_PRICE_INCREMENT value */
                DENIAL_CODE_PRICE_INCREMENT = 5,

                /** DENIAL_CODE_SIZE_INCREMENT value */
                DENIAL_CODE_SIZE_INCREMENT = 6,

                /** DENIAL_CODE_BELOW_MIN_SIZE value */
                DENIAL_CODE_BELOW_MIN_SIZE = 7,

                /** DENIAL_CODE_ABOVE_MAX_SIZE value */
                DENIAL_CODE_ABOVE_MAX_SIZE = 8,

                /** DENIAL_CODE_BELOW_MIN_NOTIONAL value */
                DENIAL_CODE_BELOW_MIN_NOTIONAL = 9,

                /** DENIAL_CODE_ORDER_NOTIONAL_LIMIT value */
                DENIAL_CODE_ORDER_NOTIONAL_LIMIT = 10,

                /** DENIAL_CODE_POSITION_LIMIT value */
                DENIAL_CODE_POSITION_LIMIT = 11,

                /** DENIAL_CODE_GROSS_EXPOSURE_LIMIT value */
                DENIAL_CODE_GROSS_EXPOSURE_LIMIT = 12,

                /** DENIAL_CODE_NET_EXPOSURE_LIMIT value */
                DENIAL_CODE_NET_EXPOSURE_LIMIT = 13,

                /** DENIAL_CODE_OPEN_ORDERS_LIMIT value */
                DENIAL_CODE_OPEN_ORDERS_LIMIT = 14,

                /** DENIAL_CODE_PRICE_COLLAR value */
                DENIAL_CODE_PRICE_COLLAR = 15,

                /** DENIAL_CODE_NO_REFERENCE_PRICE value */
                DENIAL_CODE_NO_REFERENCE_PRICE = 16,

                /** DENIAL_CODE_STALE_REFERENCE_PRICE value */
                DENIAL_CODE_STALE_REFERENCE_PRICE = 17,

                /** DENIAL_CODE_STALE_SIGNAL value */
                DENIAL_CODE_STALE_SIGNAL = 18,

                /** DENIAL_CODE_ORDER_RATE_LIMIT value */
                DENIAL_CODE_ORDER_RATE_LIMIT = 19,

                /** DENIAL_CODE_CANCEL_RATE_LIMIT value */
                DENIAL_CODE_CANCEL_RATE_LIMIT = 20,

                /** DENIAL_CODE_DAILY_LOSS_LIMIT value */
                DENIAL_CODE_DAILY_LOSS_LIMIT = 21,

                /** DENIAL_CODE_DRAWDOWN_LIMIT value */
                DENIAL_CODE_DRAWDOWN_LIMIT = 22,

                /** DENIAL_CODE_INSUFFICIENT_BALANCE value */
                DENIAL_CODE_INSUFFICIENT_BALANCE = 23,

                /** DENIAL_CODE_REDUCE_ONLY_VIOLATION value */
                DENIAL_CODE_REDUCE_ONLY_VIOLATION = 24,

                /** DENIAL_CODE_SELF_TRADE value */
                DENIAL_CODE_SELF_TRADE = 25,

                /** DENIAL_CODE_INTENT_MISMATCH value */
                DENIAL_CODE_INTENT_MISMATCH = 26,

                /** DENIAL_CODE_BOT_PAUSED value */
                DENIAL_CODE_BOT_PAUSED = 27,

                /** DENIAL_CODE_BOT_HALTED value */
                DENIAL_CODE_BOT_HALTED = 28,

                /** DENIAL_CODE_STRATEGY_STOPPED value */
                DENIAL_CODE_STRATEGY_STOPPED = 29,

                /** DENIAL_CODE_RECONCILING value */
                DENIAL_CODE_RECONCILING = 30,

                /** DENIAL_CODE_ORDER_OUTCOME_UNKNOWN value */
                DENIAL_CODE_ORDER_OUTCOME_UNKNOWN = 31,

                /** DENIAL_CODE_ORDER_MANAGER_UNAVAILABLE value */
                DENIAL_CODE_ORDER_MANAGER_UNAVAILABLE = 32
            }

            /** AuditSource enum. */
            enum AuditSource {

                /** AUDIT_SOURCE_UNSPECIFIED value */
                AUDIT_SOURCE_UNSPECIFIED = 0,

                /** AUDIT_SOURCE_RISK value */
                AUDIT_SOURCE_RISK = 1,

                /** AUDIT_SOURCE_CACHE value */
                AUDIT_SOURCE_CACHE = 2,

                /** AUDIT_SOURCE_VENUE value */
                AUDIT_SOURCE_VENUE = 3,

                /** AUDIT_SOURCE_STORE value */
                AUDIT_SOURCE_STORE = 4
            }

            /** OrderResolution enum. */
            enum OrderResolution {

                /** ORDER_RESOLUTION_UNSPECIFIED value */
                ORDER_RESOLUTION_UNSPECIFIED = 0,

                /** ORDER_RESOLUTION_NEVER_EXISTED value */
                ORDER_RESOLUTION_NEVER_EXISTED = 1,

                /** ORDER_RESOLUTION_OPEN value */
                ORDER_RESOLUTION_OPEN = 2,

                /** ORDER_RESOLUTION_CANCELED value */
                ORDER_RESOLUTION_CANCELED = 3,

                /** ORDER_RESOLUTION_EXPIRED value */
                ORDER_RESOLUTION_EXPIRED = 4
            }

            /** ApprovalRefusal enum. */
            enum ApprovalRefusal {

                /** APPROVAL_REFUSAL_UNSPECIFIED value */
                APPROVAL_REFUSAL_UNSPECIFIED = 0,

                /** APPROVAL_REFUSAL_BAD_MAC value */
                APPROVAL_REFUSAL_BAD_MAC = 1,

                /** APPROVAL_REFUSAL_UNKNOWN_KEY value */
                APPROVAL_REFUSAL_UNKNOWN_KEY = 2,

                /** APPROVAL_REFUSAL_EXPIRED value */
                APPROVAL_REFUSAL_EXPIRED = 3,

                /** APPROVAL_REFUSAL_MODE_MISMATCH value */
                APPROVAL_REFUSAL_MODE_MISMATCH = 4,

                /** APPROVAL_REFUSAL_HALT_EPOCH value */
                APPROVAL_REFUSAL_HALT_EPOCH = 5,

                /** APPROVAL_REFUSAL_RISK_EPOCH value */
                APPROVAL_REFUSAL_RISK_EPOCH = 6,

                /** APPROVAL_REFUSAL_INTENT_MISMATCH value */
                APPROVAL_REFUSAL_INTENT_MISMATCH = 7,

                /** APPROVAL_REFUSAL_VOIDED value */
                APPROVAL_REFUSAL_VOIDED = 8,

                /** APPROVAL_REFUSAL_HALTED value */
                APPROVAL_REFUSAL_HALTED = 9,

                /** APPROVAL_REFUSAL_NOT_RECONCILED value */
                APPROVAL_REFUSAL_NOT_RECONCILED = 10
            }

            /**
             * Properties of an Order.
             * @deprecated Use oasis.trading.v1.Order.$Properties instead.
             */
            interface IOrder extends oasis.trading.v1.Order.$Properties {
            }

            /** Represents an Order. */
            class Order {

                /**
                 * Constructs a new Order.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Order.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Order clientOrderId. */
                clientOrderId: string;

                /** Order intent. */
                intent?: (oasis.trading.v1.OrderIntent.$Properties|null);

                /** Order venueOrderId. */
                venueOrderId?: (string|null);

                /** Order state. */
                state: oasis.trading.v1.OrderState;

                /** Order filledQuantity. */
                filledQuantity: string;

                /** Order filledNotional. */
                filledNotional: string;

                /** Order fees. */
                fees: string;

                /** Order reason. */
                reason?: (string|null);

                /** Order version. */
                version: (number);

                /** Order needsReview. */
                needsReview: boolean;

                /** Order createdAt. */
                createdAt: (bigint);

                /** Order updatedAt. */
                updatedAt: (bigint);

                /** Order absentUntil. */
                absentUntil?: (bigint|null);

                /** Order cancelRequested. */
                cancelRequested: boolean;

                /**
                 * Encodes the specified Order message. Does not implicitly {@link oasis.trading.v1.Order.verify|verify} messages.
                 * @param message Order message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Order.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Order message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Order & oasis.trading.v1.Order.$Shape} Order
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Order & oasis.trading.v1.Order.$Shape;
            }

            namespace Order {

                /** Properties of an Order. */
                interface $Properties {

                    /** Order clientOrderId */
                    clientOrderId?: (string|null);

                    /** Order intent */
                    intent?: (oasis.trading.v1.OrderIntent.$Properties|null);

                    /** Order venueOrderId */
                    venueOrderId?: (string|null);

                    /** Order state */
                    state?: (oasis.trading.v1.OrderState|null);

                    /** Order filledQuantity */
                    filledQuantity?: (string|null);

                    /** Order filledNotional */
                    filledNotional?: (string|null);

                    /** Order fees */
                    fees?: (string|null);

                    /** Order reason */
                    reason?: (string|null);

                    /** Order version */
                    version?: (number|null);

                    /** Order needsReview */
                    needsReview?: (boolean|null);

                    /** Order createdAt */
                    createdAt?: (bigint|null);

                    /** Order updatedAt */
                    updatedAt?: (bigint|null);

                    /** Order absentUntil */
                    absentUntil?: (bigint|null);

                    /** Order cancelRequested */
                    cancelRequested?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Order. */
                type $Shape = {
                  clientOrderId?: string|null;
                  intent?: oasis.trading.v1.OrderIntent.$Shape|null;
                  venueOrderId?: string|null;
                  state?: oasis.trading.v1.OrderState|null;
                  filledQuantity?: string|null;
                  filledNotional?: string|null;
                  fees?: string|null;
                  reason?: string|null;
                  version?: number|null;
                  needsReview?: boolean|null;
                  createdAt?: bigint|null;
                  updatedAt?: bigint|null;
                  absentUntil?: bigint|null;
                  cancelRequested?: boolean|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of an Execution.
             * @deprecated Use oasis.trading.v1.Execution.$Properties instead.
             */
            interface IExecution extends oasis.trading.v1.Execution.$Properties {
            }

            /** Represents an Execution. */
            class Execution {

                /**
                 * Constructs a new Execution.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Execution.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Execution executionId. */
                executionId: string;

                /** Execution accountId. */
                accountId: string;

                /** Execution mode. */
                mode: oasis.trading.v1.TradingMode;

                /** Execution strategyId. */
                strategyId: string;

                /** Execution clientOrderId. */
                clientOrderId: string;

                /** Execution instrumentId. */
                instrumentId: string;

                /** Execution side. */
                side: oasis.trading.v1.Side;

                /** Execution price. */
                price: string;

                /** Execution quantity. */
                quantity: string;

                /** Execution fee. */
                fee: string;

                /** Execution feeCurrency. */
                feeCurrency: string;

                /** Execution liquidity. */
                liquidity: oasis.trading.v1.Liquidity;

                /** Execution synthetic. */
                synthetic: boolean;

                /** Execution tsEvent. */
                tsEvent: (bigint);

                /** Execution tsInit. */
                tsInit: (bigint);

                /** Execution kind. */
                kind: oasis.trading.v1.ExecutionKind;

                /**
                 * Encodes the specified Execution message. Does not implicitly {@link oasis.trading.v1.Execution.verify|verify} messages.
                 * @param message Execution message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Execution.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Execution message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Execution & oasis.trading.v1.Execution.$Shape} Execution
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Execution & oasis.trading.v1.Execution.$Shape;
            }

            namespace Execution {

                /** Properties of an Execution. */
                interface $Properties {

                    /** Execution executionId */
                    executionId?: (string|null);

                    /** Execution accountId */
                    accountId?: (string|null);

                    /** Execution mode */
                    mode?: (oasis.trading.v1.TradingMode|null);

                    /** Execution strategyId */
                    strategyId?: (string|null);

                    /** Execution clientOrderId */
                    clientOrderId?: (string|null);

                    /** Execution instrumentId */
                    instrumentId?: (string|null);

                    /** Execution side */
                    side?: (oasis.trading.v1.Side|null);

                    /** Execution price */
                    price?: (string|null);

                    /** Execution quantity */
                    quantity?: (string|null);

                    /** Execution fee */
                    fee?: (string|null);

                    /** Execution feeCurrency */
                    feeCurrency?: (string|null);

                    /** Execution liquidity */
                    liquidity?: (oasis.trading.v1.Liquidity|null);

                    /** Execution synthetic */
                    synthetic?: (boolean|null);

                    /** Execution tsEvent */
                    tsEvent?: (bigint|null);

                    /** Execution tsInit */
                    tsInit?: (bigint|null);

                    /** Execution kind */
                    kind?: (oasis.trading.v1.ExecutionKind|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Execution. */
                type $Shape = oasis.trading.v1.Execution.$Properties;
            }

            /**
             * Properties of a BalanceAdjustment.
             * @deprecated Use oasis.trading.v1.BalanceAdjustment.$Properties instead.
             */
            interface IBalanceAdjustment extends oasis.trading.v1.BalanceAdjustment.$Properties {
            }

            /** Represents a BalanceAdjustment. */
            class BalanceAdjustment {

                /**
                 * Constructs a new BalanceAdjustment.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.BalanceAdjustment.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** BalanceAdjustment accountId. */
                accountId: string;

                /** BalanceAdjustment mode. */
                mode: oasis.trading.v1.TradingMode;

                /** BalanceAdjustment currency. */
                currency: string;

                /** BalanceAdjustment amount. */
                amount: string;

                /** BalanceAdjustment reason. */
                reason: oasis.trading.v1.AdjustmentReason;

                /** BalanceAdjustment tsEvent. */
                tsEvent: (bigint);

                /** BalanceAdjustment executionId. */
                executionId?: (string|null);

                /**
                 * Encodes the specified BalanceAdjustment message. Does not implicitly {@link oasis.trading.v1.BalanceAdjustment.verify|verify} messages.
                 * @param message BalanceAdjustment message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.BalanceAdjustment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a BalanceAdjustment message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.BalanceAdjustment & oasis.trading.v1.BalanceAdjustment.$Shape} BalanceAdjustment
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.BalanceAdjustment & oasis.trading.v1.BalanceAdjustment.$Shape;
            }

            namespace BalanceAdjustment {

                /** Properties of a BalanceAdjustment. */
                interface $Properties {

                    /** BalanceAdjustment accountId */
                    accountId?: (string|null);

                    /** BalanceAdjustment mode */
                    mode?: (oasis.trading.v1.TradingMode|null);

                    /** BalanceAdjustment currency */
                    currency?: (string|null);

                    /** BalanceAdjustment amount */
                    amount?: (string|null);

                    /** BalanceAdjustment reason */
                    reason?: (oasis.trading.v1.AdjustmentReason|null);

                    /** BalanceAdjustment tsEvent */
                    tsEvent?: (bigint|null);

                    /** BalanceAdjustment executionId */
                    executionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a BalanceAdjustment. */
                type $Shape = oasis.trading.v1.BalanceAdjustment.$Properties;
            }

            /**
             * Properties of an OrderChanged.
             * @deprecated Use oasis.trading.v1.OrderChanged.$Properties instead.
             */
            interface IOrderChanged extends oasis.trading.v1.OrderChanged.$Properties {
            }

            /** Represents an OrderChanged. */
            class OrderChanged {

                /**
                 * Constructs a new OrderChanged.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.OrderChanged.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OrderChanged trigger. */
                trigger: oasis.trading.v1.OrderTrigger;

                /** OrderChanged order. */
                order?: (oasis.trading.v1.Order.$Properties|null);

                /**
                 * Encodes the specified OrderChanged message. Does not implicitly {@link oasis.trading.v1.OrderChanged.verify|verify} messages.
                 * @param message OrderChanged message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.OrderChanged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OrderChanged message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.OrderChanged & oasis.trading.v1.OrderChanged.$Shape} OrderChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.OrderChanged & oasis.trading.v1.OrderChanged.$Shape;
            }

            namespace OrderChanged {

                /** Properties of an OrderChanged. */
                interface $Properties {

                    /** OrderChanged trigger */
                    trigger?: (oasis.trading.v1.OrderTrigger|null);

                    /** OrderChanged order */
                    order?: (oasis.trading.v1.Order.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an OrderChanged. */
                type $Shape = {
                  trigger?: oasis.trading.v1.OrderTrigger|null;
                  order?: oasis.trading.v1.Order.$Shape|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of an ExecutionBooked.
             * @deprecated Use oasis.trading.v1.ExecutionBooked.$Properties instead.
             */
            interface IExecutionBooked extends oasis.trading.v1.ExecutionBooked.$Properties {
            }

            /** Represents an ExecutionBooked. */
            class ExecutionBooked {

                /**
                 * Constructs a new ExecutionBooked.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ExecutionBooked.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ExecutionBooked execution. */
                execution?: (oasis.trading.v1.Execution.$Properties|null);

                /** ExecutionBooked order. */
                order?: (oasis.trading.v1.Order.$Properties|null);

                /**
                 * Encodes the specified ExecutionBooked message. Does not implicitly {@link oasis.trading.v1.ExecutionBooked.verify|verify} messages.
                 * @param message ExecutionBooked message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ExecutionBooked.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an ExecutionBooked message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ExecutionBooked & oasis.trading.v1.ExecutionBooked.$Shape} ExecutionBooked
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ExecutionBooked & oasis.trading.v1.ExecutionBooked.$Shape;
            }

            namespace ExecutionBooked {

                /** Properties of an ExecutionBooked. */
                interface $Properties {

                    /** ExecutionBooked execution */
                    execution?: (oasis.trading.v1.Execution.$Properties|null);

                    /** ExecutionBooked order */
                    order?: (oasis.trading.v1.Order.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an ExecutionBooked. */
                type $Shape = {
                  execution?: oasis.trading.v1.Execution.$Shape|null;
                  order?: oasis.trading.v1.Order.$Shape|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a BalanceAdjusted.
             * @deprecated Use oasis.trading.v1.BalanceAdjusted.$Properties instead.
             */
            interface IBalanceAdjusted extends oasis.trading.v1.BalanceAdjusted.$Properties {
            }

            /** Represents a BalanceAdjusted. */
            class BalanceAdjusted {

                /**
                 * Constructs a new BalanceAdjusted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.BalanceAdjusted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** BalanceAdjusted adjustment. */
                adjustment?: (oasis.trading.v1.BalanceAdjustment.$Properties|null);

                /**
                 * Encodes the specified BalanceAdjusted message. Does not implicitly {@link oasis.trading.v1.BalanceAdjusted.verify|verify} messages.
                 * @param message BalanceAdjusted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.BalanceAdjusted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a BalanceAdjusted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.BalanceAdjusted & oasis.trading.v1.BalanceAdjusted.$Shape} BalanceAdjusted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.BalanceAdjusted & oasis.trading.v1.BalanceAdjusted.$Shape;
            }

            namespace BalanceAdjusted {

                /** Properties of a BalanceAdjusted. */
                interface $Properties {

                    /** BalanceAdjusted adjustment */
                    adjustment?: (oasis.trading.v1.BalanceAdjustment.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a BalanceAdjusted. */
                type $Shape = oasis.trading.v1.BalanceAdjusted.$Properties;
            }

            /**
             * Properties of an AccountReset.
             * @deprecated Use oasis.trading.v1.AccountReset.$Properties instead.
             */
            interface IAccountReset extends oasis.trading.v1.AccountReset.$Properties {
            }

            /** Represents an AccountReset. */
            class AccountReset {

                /**
                 * Constructs a new AccountReset.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.AccountReset.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AccountReset reason. */
                reason: string;

                /**
                 * Encodes the specified AccountReset message. Does not implicitly {@link oasis.trading.v1.AccountReset.verify|verify} messages.
                 * @param message AccountReset message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.AccountReset.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AccountReset message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.AccountReset & oasis.trading.v1.AccountReset.$Shape} AccountReset
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.AccountReset & oasis.trading.v1.AccountReset.$Shape;
            }

            namespace AccountReset {

                /** Properties of an AccountReset. */
                interface $Properties {

                    /** AccountReset reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AccountReset. */
                type $Shape = oasis.trading.v1.AccountReset.$Properties;
            }

            /**
             * Properties of an OrderEvent.
             * @deprecated Use oasis.trading.v1.OrderEvent.$Properties instead.
             */
            interface IOrderEvent extends oasis.trading.v1.OrderEvent.$Properties {
            }

            /** Represents an OrderEvent. */
            class OrderEvent {

                /**
                 * Constructs a new OrderEvent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.OrderEvent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OrderEvent eventId. */
                eventId: string;

                /** OrderEvent accountId. */
                accountId: string;

                /** OrderEvent accountSeq. */
                accountSeq: (number);

                /** OrderEvent ts. */
                ts: (bigint);

                /** OrderEvent orderChanged. */
                orderChanged?: (oasis.trading.v1.OrderChanged.$Properties|null);

                /** OrderEvent executionBooked. */
                executionBooked?: (oasis.trading.v1.ExecutionBooked.$Properties|null);

                /** OrderEvent balanceAdjusted. */
                balanceAdjusted?: (oasis.trading.v1.BalanceAdjusted.$Properties|null);

                /** OrderEvent accountReset. */
                accountReset?: (oasis.trading.v1.AccountReset.$Properties|null);

                /** OrderEvent body. */
                body?: ("orderChanged"|"executionBooked"|"balanceAdjusted"|"accountReset");

                /**
                 * Encodes the specified OrderEvent message. Does not implicitly {@link oasis.trading.v1.OrderEvent.verify|verify} messages.
                 * @param message OrderEvent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.OrderEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OrderEvent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.OrderEvent & oasis.trading.v1.OrderEvent.$Shape} OrderEvent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.OrderEvent & oasis.trading.v1.OrderEvent.$Shape;
            }

            namespace OrderEvent {

                /** Properties of an OrderEvent. */
                interface $Properties {

                    /** OrderEvent eventId */
                    eventId?: (string|null);

                    /** OrderEvent accountId */
                    accountId?: (string|null);

                    /** OrderEvent accountSeq */
                    accountSeq?: (number|null);

                    /** OrderEvent ts */
                    ts?: (bigint|null);

                    /** OrderEvent orderChanged */
                    orderChanged?: (oasis.trading.v1.OrderChanged.$Properties|null);

                    /** OrderEvent executionBooked */
                    executionBooked?: (oasis.trading.v1.ExecutionBooked.$Properties|null);

                    /** OrderEvent balanceAdjusted */
                    balanceAdjusted?: (oasis.trading.v1.BalanceAdjusted.$Properties|null);

                    /** OrderEvent accountReset */
                    accountReset?: (oasis.trading.v1.AccountReset.$Properties|null);

                    /** OrderEvent body */
                    body?: ("orderChanged"|"executionBooked"|"balanceAdjusted"|"accountReset");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of an OrderEvent. */
                type $Shape = {
                  eventId?: string|null;
                  accountId?: string|null;
                  accountSeq?: number|null;
                  ts?: bigint|null;
                  orderChanged?: oasis.trading.v1.OrderChanged.$Shape|null;
                  executionBooked?: oasis.trading.v1.ExecutionBooked.$Shape|null;
                  balanceAdjusted?: oasis.trading.v1.BalanceAdjusted.$Shape|null;
                  accountReset?: oasis.trading.v1.AccountReset.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ body?: undefined; orderChanged?: null; executionBooked?: null; balanceAdjusted?: null; accountReset?: null }|{ body?: "orderChanged"; orderChanged: oasis.trading.v1.OrderChanged.$Shape; executionBooked?: null; balanceAdjusted?: null; accountReset?: null }|{ body?: "executionBooked"; orderChanged?: null; executionBooked: oasis.trading.v1.ExecutionBooked.$Shape; balanceAdjusted?: null; accountReset?: null }|{ body?: "balanceAdjusted"; orderChanged?: null; executionBooked?: null; balanceAdjusted: oasis.trading.v1.BalanceAdjusted.$Shape; accountReset?: null }|{ body?: "accountReset"; orderChanged?: null; executionBooked?: null; balanceAdjusted?: null; accountReset: oasis.trading.v1.AccountReset.$Shape })
                );
            }

            /**
             * Properties of a PlaceOrderRequest.
             * @deprecated Use oasis.trading.v1.PlaceOrderRequest.$Properties instead.
             */
            interface IPlaceOrderRequest extends oasis.trading.v1.PlaceOrderRequest.$Properties {
            }

            /** Represents a PlaceOrderRequest. */
            class PlaceOrderRequest {

                /**
                 * Constructs a new PlaceOrderRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.PlaceOrderRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PlaceOrderRequest intentBytes. */
                intentBytes: Uint8Array;

                /** PlaceOrderRequest approval. */
                approval?: (oasis.trading.v1.Approval.$Properties|null);

                /**
                 * Encodes the specified PlaceOrderRequest message. Does not implicitly {@link oasis.trading.v1.PlaceOrderRequest.verify|verify} messages.
                 * @param message PlaceOrderRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.PlaceOrderRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PlaceOrderRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.PlaceOrderRequest & oasis.trading.v1.PlaceOrderRequest.$Shape} PlaceOrderRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.PlaceOrderRequest & oasis.trading.v1.PlaceOrderRequest.$Shape;
            }

            namespace PlaceOrderRequest {

                /** Properties of a PlaceOrderRequest. */
                interface $Properties {

                    /** PlaceOrderRequest intentBytes */
                    intentBytes?: (Uint8Array|null);

                    /** PlaceOrderRequest approval */
                    approval?: (oasis.trading.v1.Approval.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PlaceOrderRequest. */
                type $Shape = oasis.trading.v1.PlaceOrderRequest.$Properties;
            }

            /**
             * Properties of a PlaceOrderResponse.
             * @deprecated Use oasis.trading.v1.PlaceOrderResponse.$Properties instead.
             */
            interface IPlaceOrderResponse extends oasis.trading.v1.PlaceOrderResponse.$Properties {
            }

            /** Represents a PlaceOrderResponse. */
            class PlaceOrderResponse {

                /**
                 * Constructs a new PlaceOrderResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.PlaceOrderResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PlaceOrderResponse placed. */
                placed?: (oasis.trading.v1.Order.$Properties|null);

                /** PlaceOrderResponse refused. */
                refused?: (oasis.trading.v1.Refused.$Properties|null);

                /** PlaceOrderResponse outcome. */
                outcome?: ("placed"|"refused");

                /**
                 * Encodes the specified PlaceOrderResponse message. Does not implicitly {@link oasis.trading.v1.PlaceOrderResponse.verify|verify} messages.
                 * @param message PlaceOrderResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.PlaceOrderResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PlaceOrderResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.PlaceOrderResponse & oasis.trading.v1.PlaceOrderResponse.$Shape} PlaceOrderResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.PlaceOrderResponse & oasis.trading.v1.PlaceOrderResponse.$Shape;
            }

            namespace PlaceOrderResponse {

                /** Properties of a PlaceOrderResponse. */
                interface $Properties {

                    /** PlaceOrderResponse placed */
                    placed?: (oasis.trading.v1.Order.$Properties|null);

                    /** PlaceOrderResponse refused */
                    refused?: (oasis.trading.v1.Refused.$Properties|null);

                    /** PlaceOrderResponse outcome */
                    outcome?: ("placed"|"refused");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a PlaceOrderResponse. */
                type $Shape = {
                  placed?: oasis.trading.v1.Order.$Shape|null;
                  refused?: oasis.trading.v1.Refused.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ outcome?: undefined; placed?: null; refused?: null }|{ outcome?: "placed"; placed: oasis.trading.v1.Order.$Shape; refused?: null }|{ outcome?: "refused"; placed?: null; refused: oasis.trading.v1.Refused.$Shape })
                );
            }

            /**
             * Properties of an OrderServiceCancelOrderRequest.
             * @deprecated Use oasis.trading.v1.OrderServiceCancelOrderRequest.$Properties instead.
             */
            interface IOrderServiceCancelOrderRequest extends oasis.trading.v1.OrderServiceCancelOrderRequest.$Properties {
            }

            /** Represents an OrderServiceCancelOrderRequest. */
            class OrderServiceCancelOrderRequest {

                /**
                 * Constructs a new OrderServiceCancelOrderRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.OrderServiceCancelOrderRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OrderServiceCancelOrderRequest clientOrderId. */
                clientOrderId: string;

                /** OrderServiceCancelOrderRequest reason. */
                reason: string;

                /**
                 * Encodes the specified OrderServiceCancelOrderRequest message. Does not implicitly {@link oasis.trading.v1.OrderServiceCancelOrderRequest.verify|verify} messages.
                 * @param message OrderServiceCancelOrderRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.OrderServiceCancelOrderRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OrderServiceCancelOrderRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.OrderServiceCancelOrderRequest & oasis.trading.v1.OrderServiceCancelOrderRequest.$Shape} OrderServiceCancelOrderRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.OrderServiceCancelOrderRequest & oasis.trading.v1.OrderServiceCancelOrderRequest.$Shape;
            }

            namespace OrderServiceCancelOrderRequest {

                /** Properties of an OrderServiceCancelOrderRequest. */
                interface $Properties {

                    /** OrderServiceCancelOrderRequest clientOrderId */
                    clientOrderId?: (string|null);

                    /** OrderServiceCancelOrderRequest reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an OrderServiceCancelOrderRequest. */
                type $Shape = oasis.trading.v1.OrderServiceCancelOrderRequest.$Properties;
            }

            /**
             * Properties of an OrderServiceCancelOrderResponse.
             * @deprecated Use oasis.trading.v1.OrderServiceCancelOrderResponse.$Properties instead.
             */
            interface IOrderServiceCancelOrderResponse extends oasis.trading.v1.OrderServiceCancelOrderResponse.$Properties {
            }

            /** Represents an OrderServiceCancelOrderResponse. */
            class OrderServiceCancelOrderResponse {

                /**
                 * Constructs a new OrderServiceCancelOrderResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.OrderServiceCancelOrderResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OrderServiceCancelOrderResponse accepted. */
                accepted: boolean;

                /** OrderServiceCancelOrderResponse state. */
                state: oasis.trading.v1.OrderState;

                /** OrderServiceCancelOrderResponse message. */
                message: string;

                /**
                 * Encodes the specified OrderServiceCancelOrderResponse message. Does not implicitly {@link oasis.trading.v1.OrderServiceCancelOrderResponse.verify|verify} messages.
                 * @param message OrderServiceCancelOrderResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.OrderServiceCancelOrderResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OrderServiceCancelOrderResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.OrderServiceCancelOrderResponse & oasis.trading.v1.OrderServiceCancelOrderResponse.$Shape} OrderServiceCancelOrderResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.OrderServiceCancelOrderResponse & oasis.trading.v1.OrderServiceCancelOrderResponse.$Shape;
            }

            namespace OrderServiceCancelOrderResponse {

                /** Properties of an OrderServiceCancelOrderResponse. */
                interface $Properties {

                    /** OrderServiceCancelOrderResponse accepted */
                    accepted?: (boolean|null);

                    /** OrderServiceCancelOrderResponse state */
                    state?: (oasis.trading.v1.OrderState|null);

                    /** OrderServiceCancelOrderResponse message */
                    message?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an OrderServiceCancelOrderResponse. */
                type $Shape = oasis.trading.v1.OrderServiceCancelOrderResponse.$Properties;
            }

            /**
             * Properties of a CancelAllRequest.
             * @deprecated Use oasis.trading.v1.CancelAllRequest.$Properties instead.
             */
            interface ICancelAllRequest extends oasis.trading.v1.CancelAllRequest.$Properties {
            }

            /** Represents a CancelAllRequest. */
            class CancelAllRequest {

                /**
                 * Constructs a new CancelAllRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.CancelAllRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CancelAllRequest accountId. */
                accountId: string;

                /** CancelAllRequest halt. */
                halt: boolean;

                /** CancelAllRequest reason. */
                reason: string;

                /** CancelAllRequest by. */
                by: string;

                /**
                 * Encodes the specified CancelAllRequest message. Does not implicitly {@link oasis.trading.v1.CancelAllRequest.verify|verify} messages.
                 * @param message CancelAllRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.CancelAllRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CancelAllRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.CancelAllRequest & oasis.trading.v1.CancelAllRequest.$Shape} CancelAllRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.CancelAllRequest & oasis.trading.v1.CancelAllRequest.$Shape;
            }

            namespace CancelAllRequest {

                /** Properties of a CancelAllRequest. */
                interface $Properties {

                    /** CancelAllRequest accountId */
                    accountId?: (string|null);

                    /** CancelAllRequest halt */
                    halt?: (boolean|null);

                    /** CancelAllRequest reason */
                    reason?: (string|null);

                    /** CancelAllRequest by */
                    by?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CancelAllRequest. */
                type $Shape = oasis.trading.v1.CancelAllRequest.$Properties;
            }

            /**
             * Properties of a CancelAllResponse.
             * @deprecated Use oasis.trading.v1.CancelAllResponse.$Properties instead.
             */
            interface ICancelAllResponse extends oasis.trading.v1.CancelAllResponse.$Properties {
            }

            /** Represents a CancelAllResponse. */
            class CancelAllResponse {

                /**
                 * Constructs a new CancelAllResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.CancelAllResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CancelAllResponse haltEpoch. */
                haltEpoch: (number);

                /** CancelAllResponse verified. */
                verified: boolean;

                /** CancelAllResponse open. */
                open: string[];

                /** CancelAllResponse unresolved. */
                unresolved: string[];

                /** CancelAllResponse message. */
                message: string;

                /** CancelAllResponse recorded. */
                recorded: boolean;

                /**
                 * Encodes the specified CancelAllResponse message. Does not implicitly {@link oasis.trading.v1.CancelAllResponse.verify|verify} messages.
                 * @param message CancelAllResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.CancelAllResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CancelAllResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.CancelAllResponse & oasis.trading.v1.CancelAllResponse.$Shape} CancelAllResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.CancelAllResponse & oasis.trading.v1.CancelAllResponse.$Shape;
            }

            namespace CancelAllResponse {

                /** Properties of a CancelAllResponse. */
                interface $Properties {

                    /** CancelAllResponse haltEpoch */
                    haltEpoch?: (number|null);

                    /** CancelAllResponse verified */
                    verified?: (boolean|null);

                    /** CancelAllResponse open */
                    open?: (string[]|null);

                    /** CancelAllResponse unresolved */
                    unresolved?: (string[]|null);

                    /** CancelAllResponse message */
                    message?: (string|null);

                    /** CancelAllResponse recorded */
                    recorded?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CancelAllResponse. */
                type $Shape = oasis.trading.v1.CancelAllResponse.$Properties;
            }

            /**
             * Properties of a ResumeRequest.
             * @deprecated Use oasis.trading.v1.ResumeRequest.$Properties instead.
             */
            interface IResumeRequest extends oasis.trading.v1.ResumeRequest.$Properties {
            }

            /** Represents a ResumeRequest. */
            class ResumeRequest {

                /**
                 * Constructs a new ResumeRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ResumeRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResumeRequest accountId. */
                accountId: string;

                /** ResumeRequest haltEpoch. */
                haltEpoch: (number);

                /** ResumeRequest reason. */
                reason: string;

                /** ResumeRequest by. */
                by: string;

                /**
                 * Encodes the specified ResumeRequest message. Does not implicitly {@link oasis.trading.v1.ResumeRequest.verify|verify} messages.
                 * @param message ResumeRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ResumeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResumeRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ResumeRequest & oasis.trading.v1.ResumeRequest.$Shape} ResumeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ResumeRequest & oasis.trading.v1.ResumeRequest.$Shape;
            }

            namespace ResumeRequest {

                /** Properties of a ResumeRequest. */
                interface $Properties {

                    /** ResumeRequest accountId */
                    accountId?: (string|null);

                    /** ResumeRequest haltEpoch */
                    haltEpoch?: (number|null);

                    /** ResumeRequest reason */
                    reason?: (string|null);

                    /** ResumeRequest by */
                    by?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResumeRequest. */
                type $Shape = oasis.trading.v1.ResumeRequest.$Properties;
            }

            /**
             * Properties of a ResumeResponse.
             * @deprecated Use oasis.trading.v1.ResumeResponse.$Properties instead.
             */
            interface IResumeResponse extends oasis.trading.v1.ResumeResponse.$Properties {
            }

            /** Represents a ResumeResponse. */
            class ResumeResponse {

                /**
                 * Constructs a new ResumeResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ResumeResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResumeResponse resumed. */
                resumed: boolean;

                /** ResumeResponse haltEpoch. */
                haltEpoch: (number);

                /** ResumeResponse message. */
                message: string;

                /**
                 * Encodes the specified ResumeResponse message. Does not implicitly {@link oasis.trading.v1.ResumeResponse.verify|verify} messages.
                 * @param message ResumeResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ResumeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResumeResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ResumeResponse & oasis.trading.v1.ResumeResponse.$Shape} ResumeResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ResumeResponse & oasis.trading.v1.ResumeResponse.$Shape;
            }

            namespace ResumeResponse {

                /** Properties of a ResumeResponse. */
                interface $Properties {

                    /** ResumeResponse resumed */
                    resumed?: (boolean|null);

                    /** ResumeResponse haltEpoch */
                    haltEpoch?: (number|null);

                    /** ResumeResponse message */
                    message?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResumeResponse. */
                type $Shape = oasis.trading.v1.ResumeResponse.$Properties;
            }

            /**
             * Properties of a VoidIntentRequest.
             * @deprecated Use oasis.trading.v1.VoidIntentRequest.$Properties instead.
             */
            interface IVoidIntentRequest extends oasis.trading.v1.VoidIntentRequest.$Properties {
            }

            /** Represents a VoidIntentRequest. */
            class VoidIntentRequest {

                /**
                 * Constructs a new VoidIntentRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.VoidIntentRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** VoidIntentRequest intentBytes. */
                intentBytes: Uint8Array;

                /**
                 * Encodes the specified VoidIntentRequest message. Does not implicitly {@link oasis.trading.v1.VoidIntentRequest.verify|verify} messages.
                 * @param message VoidIntentRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.VoidIntentRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a VoidIntentRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.VoidIntentRequest & oasis.trading.v1.VoidIntentRequest.$Shape} VoidIntentRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.VoidIntentRequest & oasis.trading.v1.VoidIntentRequest.$Shape;
            }

            namespace VoidIntentRequest {

                /** Properties of a VoidIntentRequest. */
                interface $Properties {

                    /** VoidIntentRequest intentBytes */
                    intentBytes?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a VoidIntentRequest. */
                type $Shape = oasis.trading.v1.VoidIntentRequest.$Properties;
            }

            /**
             * Properties of a VoidIntentResponse.
             * @deprecated Use oasis.trading.v1.VoidIntentResponse.$Properties instead.
             */
            interface IVoidIntentResponse extends oasis.trading.v1.VoidIntentResponse.$Properties {
            }

            /** Represents a VoidIntentResponse. */
            class VoidIntentResponse {

                /**
                 * Constructs a new VoidIntentResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.VoidIntentResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** VoidIntentResponse order. */
                order?: (oasis.trading.v1.Order.$Properties|null);

                /**
                 * Encodes the specified VoidIntentResponse message. Does not implicitly {@link oasis.trading.v1.VoidIntentResponse.verify|verify} messages.
                 * @param message VoidIntentResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.VoidIntentResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a VoidIntentResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.VoidIntentResponse & oasis.trading.v1.VoidIntentResponse.$Shape} VoidIntentResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.VoidIntentResponse & oasis.trading.v1.VoidIntentResponse.$Shape;
            }

            namespace VoidIntentResponse {

                /** Properties of a VoidIntentResponse. */
                interface $Properties {

                    /** VoidIntentResponse order */
                    order?: (oasis.trading.v1.Order.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a VoidIntentResponse. */
                type $Shape = {
                  order?: oasis.trading.v1.Order.$Shape|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a ResolveOrderRequest.
             * @deprecated Use oasis.trading.v1.ResolveOrderRequest.$Properties instead.
             */
            interface IResolveOrderRequest extends oasis.trading.v1.ResolveOrderRequest.$Properties {
            }

            /** Represents a ResolveOrderRequest. */
            class ResolveOrderRequest {

                /**
                 * Constructs a new ResolveOrderRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ResolveOrderRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResolveOrderRequest clientOrderId. */
                clientOrderId: string;

                /** ResolveOrderRequest resolution. */
                resolution: oasis.trading.v1.OrderResolution;

                /** ResolveOrderRequest reason. */
                reason: string;

                /** ResolveOrderRequest by. */
                by: string;

                /**
                 * Encodes the specified ResolveOrderRequest message. Does not implicitly {@link oasis.trading.v1.ResolveOrderRequest.verify|verify} messages.
                 * @param message ResolveOrderRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ResolveOrderRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResolveOrderRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ResolveOrderRequest & oasis.trading.v1.ResolveOrderRequest.$Shape} ResolveOrderRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ResolveOrderRequest & oasis.trading.v1.ResolveOrderRequest.$Shape;
            }

            namespace ResolveOrderRequest {

                /** Properties of a ResolveOrderRequest. */
                interface $Properties {

                    /** ResolveOrderRequest clientOrderId */
                    clientOrderId?: (string|null);

                    /** ResolveOrderRequest resolution */
                    resolution?: (oasis.trading.v1.OrderResolution|null);

                    /** ResolveOrderRequest reason */
                    reason?: (string|null);

                    /** ResolveOrderRequest by */
                    by?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResolveOrderRequest. */
                type $Shape = oasis.trading.v1.ResolveOrderRequest.$Properties;
            }

            /**
             * Properties of a ResolveOrderResponse.
             * @deprecated Use oasis.trading.v1.ResolveOrderResponse.$Properties instead.
             */
            interface IResolveOrderResponse extends oasis.trading.v1.ResolveOrderResponse.$Properties {
            }

            /** Represents a ResolveOrderResponse. */
            class ResolveOrderResponse {

                /**
                 * Constructs a new ResolveOrderResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ResolveOrderResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResolveOrderResponse accepted. */
                accepted: boolean;

                /** ResolveOrderResponse state. */
                state: oasis.trading.v1.OrderState;

                /** ResolveOrderResponse message. */
                message: string;

                /**
                 * Encodes the specified ResolveOrderResponse message. Does not implicitly {@link oasis.trading.v1.ResolveOrderResponse.verify|verify} messages.
                 * @param message ResolveOrderResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ResolveOrderResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResolveOrderResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ResolveOrderResponse & oasis.trading.v1.ResolveOrderResponse.$Shape} ResolveOrderResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ResolveOrderResponse & oasis.trading.v1.ResolveOrderResponse.$Shape;
            }

            namespace ResolveOrderResponse {

                /** Properties of a ResolveOrderResponse. */
                interface $Properties {

                    /** ResolveOrderResponse accepted */
                    accepted?: (boolean|null);

                    /** ResolveOrderResponse state */
                    state?: (oasis.trading.v1.OrderState|null);

                    /** ResolveOrderResponse message */
                    message?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResolveOrderResponse. */
                type $Shape = oasis.trading.v1.ResolveOrderResponse.$Properties;
            }

            /**
             * Properties of a ReconcileRequest.
             * @deprecated Use oasis.trading.v1.ReconcileRequest.$Properties instead.
             */
            interface IReconcileRequest extends oasis.trading.v1.ReconcileRequest.$Properties {
            }

            /** Represents a ReconcileRequest. */
            class ReconcileRequest {

                /**
                 * Constructs a new ReconcileRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ReconcileRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReconcileRequest accountId. */
                accountId: string;

                /** ReconcileRequest adopt. */
                adopt: boolean;

                /** ReconcileRequest by. */
                by: string;

                /** ReconcileRequest auditReason. */
                auditReason: string;

                /**
                 * Encodes the specified ReconcileRequest message. Does not implicitly {@link oasis.trading.v1.ReconcileRequest.verify|verify} messages.
                 * @param message ReconcileRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ReconcileRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReconcileRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ReconcileRequest & oasis.trading.v1.ReconcileRequest.$Shape} ReconcileRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ReconcileRequest & oasis.trading.v1.ReconcileRequest.$Shape;
            }

            namespace ReconcileRequest {

                /** Properties of a ReconcileRequest. */
                interface $Properties {

                    /** ReconcileRequest accountId */
                    accountId?: (string|null);

                    /** ReconcileRequest adopt */
                    adopt?: (boolean|null);

                    /** ReconcileRequest by */
                    by?: (string|null);

                    /** ReconcileRequest auditReason */
                    auditReason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReconcileRequest. */
                type $Shape = oasis.trading.v1.ReconcileRequest.$Properties;
            }

            /**
             * Properties of a ReconciliationDifference.
             * @deprecated Use oasis.trading.v1.ReconciliationDifference.$Properties instead.
             */
            interface IReconciliationDifference extends oasis.trading.v1.ReconciliationDifference.$Properties {
            }

            /** Represents a ReconciliationDifference. */
            class ReconciliationDifference {

                /**
                 * Constructs a new ReconciliationDifference.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ReconciliationDifference.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReconciliationDifference kind. */
                kind: string;

                /** ReconciliationDifference subject. */
                subject: string;

                /** ReconciliationDifference detail. */
                detail: string;

                /**
                 * Encodes the specified ReconciliationDifference message. Does not implicitly {@link oasis.trading.v1.ReconciliationDifference.verify|verify} messages.
                 * @param message ReconciliationDifference message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ReconciliationDifference.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReconciliationDifference message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ReconciliationDifference & oasis.trading.v1.ReconciliationDifference.$Shape} ReconciliationDifference
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ReconciliationDifference & oasis.trading.v1.ReconciliationDifference.$Shape;
            }

            namespace ReconciliationDifference {

                /** Properties of a ReconciliationDifference. */
                interface $Properties {

                    /** ReconciliationDifference kind */
                    kind?: (string|null);

                    /** ReconciliationDifference subject */
                    subject?: (string|null);

                    /** ReconciliationDifference detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReconciliationDifference. */
                type $Shape = oasis.trading.v1.ReconciliationDifference.$Properties;
            }

            /**
             * Properties of a ReconcileResponse.
             * @deprecated Use oasis.trading.v1.ReconcileResponse.$Properties instead.
             */
            interface IReconcileResponse extends oasis.trading.v1.ReconcileResponse.$Properties {
            }

            /** Represents a ReconcileResponse. */
            class ReconcileResponse {

                /**
                 * Constructs a new ReconcileResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ReconcileResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReconcileResponse completed. */
                completed: boolean;

                /** ReconcileResponse differences. */
                differences: oasis.trading.v1.ReconciliationDifference.$Properties[];

                /**
                 * Encodes the specified ReconcileResponse message. Does not implicitly {@link oasis.trading.v1.ReconcileResponse.verify|verify} messages.
                 * @param message ReconcileResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ReconcileResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReconcileResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ReconcileResponse & oasis.trading.v1.ReconcileResponse.$Shape} ReconcileResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ReconcileResponse & oasis.trading.v1.ReconcileResponse.$Shape;
            }

            namespace ReconcileResponse {

                /** Properties of a ReconcileResponse. */
                interface $Properties {

                    /** ReconcileResponse completed */
                    completed?: (boolean|null);

                    /** ReconcileResponse differences */
                    differences?: (oasis.trading.v1.ReconciliationDifference.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReconcileResponse. */
                type $Shape = oasis.trading.v1.ReconcileResponse.$Properties;
            }

            /**
             * Properties of a ResetPaperRequest.
             * @deprecated Use oasis.trading.v1.ResetPaperRequest.$Properties instead.
             */
            interface IResetPaperRequest extends oasis.trading.v1.ResetPaperRequest.$Properties {
            }

            /** Represents a ResetPaperRequest. */
            class ResetPaperRequest {

                /**
                 * Constructs a new ResetPaperRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ResetPaperRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResetPaperRequest accountId. */
                accountId: string;

                /** ResetPaperRequest by. */
                by: string;

                /** ResetPaperRequest resetId. */
                resetId: string;

                /**
                 * Encodes the specified ResetPaperRequest message. Does not implicitly {@link oasis.trading.v1.ResetPaperRequest.verify|verify} messages.
                 * @param message ResetPaperRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ResetPaperRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResetPaperRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ResetPaperRequest & oasis.trading.v1.ResetPaperRequest.$Shape} ResetPaperRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ResetPaperRequest & oasis.trading.v1.ResetPaperRequest.$Shape;
            }

            namespace ResetPaperRequest {

                /** Properties of a ResetPaperRequest. */
                interface $Properties {

                    /** ResetPaperRequest accountId */
                    accountId?: (string|null);

                    /** ResetPaperRequest by */
                    by?: (string|null);

                    /** ResetPaperRequest resetId */
                    resetId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResetPaperRequest. */
                type $Shape = oasis.trading.v1.ResetPaperRequest.$Properties;
            }

            /**
             * Properties of a ResetPaperResponse.
             * @deprecated Use oasis.trading.v1.ResetPaperResponse.$Properties instead.
             */
            interface IResetPaperResponse extends oasis.trading.v1.ResetPaperResponse.$Properties {
            }

            /** Represents a ResetPaperResponse. */
            class ResetPaperResponse {

                /**
                 * Constructs a new ResetPaperResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ResetPaperResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResetPaperResponse reset. */
                reset: boolean;

                /** ResetPaperResponse message. */
                message: string;

                /**
                 * Encodes the specified ResetPaperResponse message. Does not implicitly {@link oasis.trading.v1.ResetPaperResponse.verify|verify} messages.
                 * @param message ResetPaperResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ResetPaperResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResetPaperResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ResetPaperResponse & oasis.trading.v1.ResetPaperResponse.$Shape} ResetPaperResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ResetPaperResponse & oasis.trading.v1.ResetPaperResponse.$Shape;
            }

            namespace ResetPaperResponse {

                /** Properties of a ResetPaperResponse. */
                interface $Properties {

                    /** ResetPaperResponse reset */
                    reset?: (boolean|null);

                    /** ResetPaperResponse message */
                    message?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResetPaperResponse. */
                type $Shape = oasis.trading.v1.ResetPaperResponse.$Properties;
            }

            /**
             * Properties of an AuditFinding.
             * @deprecated Use oasis.trading.v1.AuditFinding.$Properties instead.
             */
            interface IAuditFinding extends oasis.trading.v1.AuditFinding.$Properties {
            }

            /** Represents an AuditFinding. */
            class AuditFinding {

                /**
                 * Constructs a new AuditFinding.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.AuditFinding.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AuditFinding instrumentId. */
                instrumentId: string;

                /** AuditFinding detail. */
                detail: string;

                /** AuditFinding source. */
                source: oasis.trading.v1.AuditSource;

                /**
                 * Encodes the specified AuditFinding message. Does not implicitly {@link oasis.trading.v1.AuditFinding.verify|verify} messages.
                 * @param message AuditFinding message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.AuditFinding.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AuditFinding message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.AuditFinding & oasis.trading.v1.AuditFinding.$Shape} AuditFinding
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.AuditFinding & oasis.trading.v1.AuditFinding.$Shape;
            }

            namespace AuditFinding {

                /** Properties of an AuditFinding. */
                interface $Properties {

                    /** AuditFinding instrumentId */
                    instrumentId?: (string|null);

                    /** AuditFinding detail */
                    detail?: (string|null);

                    /** AuditFinding source */
                    source?: (oasis.trading.v1.AuditSource|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AuditFinding. */
                type $Shape = oasis.trading.v1.AuditFinding.$Properties;
            }

            /**
             * Properties of a ReportAuditRequest.
             * @deprecated Use oasis.trading.v1.ReportAuditRequest.$Properties instead.
             */
            interface IReportAuditRequest extends oasis.trading.v1.ReportAuditRequest.$Properties {
            }

            /** Represents a ReportAuditRequest. */
            class ReportAuditRequest {

                /**
                 * Constructs a new ReportAuditRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ReportAuditRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReportAuditRequest accountId. */
                accountId: string;

                /** ReportAuditRequest findings. */
                findings: oasis.trading.v1.AuditFinding.$Properties[];

                /** ReportAuditRequest looked. */
                looked: oasis.trading.v1.AuditSource[];

                /**
                 * Encodes the specified ReportAuditRequest message. Does not implicitly {@link oasis.trading.v1.ReportAuditRequest.verify|verify} messages.
                 * @param message ReportAuditRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ReportAuditRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReportAuditRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ReportAuditRequest & oasis.trading.v1.ReportAuditRequest.$Shape} ReportAuditRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ReportAuditRequest & oasis.trading.v1.ReportAuditRequest.$Shape;
            }

            namespace ReportAuditRequest {

                /** Properties of a ReportAuditRequest. */
                interface $Properties {

                    /** ReportAuditRequest accountId */
                    accountId?: (string|null);

                    /** ReportAuditRequest findings */
                    findings?: (oasis.trading.v1.AuditFinding.$Properties[]|null);

                    /** ReportAuditRequest looked */
                    looked?: (oasis.trading.v1.AuditSource[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReportAuditRequest. */
                type $Shape = oasis.trading.v1.ReportAuditRequest.$Properties;
            }

            /**
             * Properties of a ReportAuditResponse.
             * @deprecated Use oasis.trading.v1.ReportAuditResponse.$Properties instead.
             */
            interface IReportAuditResponse extends oasis.trading.v1.ReportAuditResponse.$Properties {
            }

            /** Represents a ReportAuditResponse. */
            class ReportAuditResponse {

                /**
                 * Constructs a new ReportAuditResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ReportAuditResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ReportAuditResponse message. Does not implicitly {@link oasis.trading.v1.ReportAuditResponse.verify|verify} messages.
                 * @param message ReportAuditResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ReportAuditResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReportAuditResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ReportAuditResponse & oasis.trading.v1.ReportAuditResponse.$Shape} ReportAuditResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ReportAuditResponse & oasis.trading.v1.ReportAuditResponse.$Shape;
            }

            namespace ReportAuditResponse {

                /** Properties of a ReportAuditResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReportAuditResponse. */
                type $Shape = oasis.trading.v1.ReportAuditResponse.$Properties;
            }

            /**
             * Properties of a GetOrderRequest.
             * @deprecated Use oasis.trading.v1.GetOrderRequest.$Properties instead.
             */
            interface IGetOrderRequest extends oasis.trading.v1.GetOrderRequest.$Properties {
            }

            /** Represents a GetOrderRequest. */
            class GetOrderRequest {

                /**
                 * Constructs a new GetOrderRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.GetOrderRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetOrderRequest intentId. */
                intentId?: (string|null);

                /** GetOrderRequest clientOrderId. */
                clientOrderId?: (string|null);

                /** GetOrderRequest key. */
                key?: ("intentId"|"clientOrderId");

                /**
                 * Encodes the specified GetOrderRequest message. Does not implicitly {@link oasis.trading.v1.GetOrderRequest.verify|verify} messages.
                 * @param message GetOrderRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.GetOrderRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetOrderRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.GetOrderRequest & oasis.trading.v1.GetOrderRequest.$Shape} GetOrderRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.GetOrderRequest & oasis.trading.v1.GetOrderRequest.$Shape;
            }

            namespace GetOrderRequest {

                /** Properties of a GetOrderRequest. */
                interface $Properties {

                    /** GetOrderRequest intentId */
                    intentId?: (string|null);

                    /** GetOrderRequest clientOrderId */
                    clientOrderId?: (string|null);

                    /** GetOrderRequest key */
                    key?: ("intentId"|"clientOrderId");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a GetOrderRequest. */
                type $Shape = {
                  intentId?: string|null;
                  clientOrderId?: string|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ key?: undefined; intentId?: null; clientOrderId?: null }|{ key?: "intentId"; intentId: string; clientOrderId?: null }|{ key?: "clientOrderId"; intentId?: null; clientOrderId: string })
                );
            }

            /**
             * Properties of a GetOrderResponse.
             * @deprecated Use oasis.trading.v1.GetOrderResponse.$Properties instead.
             */
            interface IGetOrderResponse extends oasis.trading.v1.GetOrderResponse.$Properties {
            }

            /** Represents a GetOrderResponse. */
            class GetOrderResponse {

                /**
                 * Constructs a new GetOrderResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.GetOrderResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetOrderResponse order. */
                order?: (oasis.trading.v1.Order.$Properties|null);

                /**
                 * Encodes the specified GetOrderResponse message. Does not implicitly {@link oasis.trading.v1.GetOrderResponse.verify|verify} messages.
                 * @param message GetOrderResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.GetOrderResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetOrderResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.GetOrderResponse & oasis.trading.v1.GetOrderResponse.$Shape} GetOrderResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.GetOrderResponse & oasis.trading.v1.GetOrderResponse.$Shape;
            }

            namespace GetOrderResponse {

                /** Properties of a GetOrderResponse. */
                interface $Properties {

                    /** GetOrderResponse order */
                    order?: (oasis.trading.v1.Order.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetOrderResponse. */
                type $Shape = {
                  order?: oasis.trading.v1.Order.$Shape|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a ListOpenOrdersRequest.
             * @deprecated Use oasis.trading.v1.ListOpenOrdersRequest.$Properties instead.
             */
            interface IListOpenOrdersRequest extends oasis.trading.v1.ListOpenOrdersRequest.$Properties {
            }

            /** Represents a ListOpenOrdersRequest. */
            class ListOpenOrdersRequest {

                /**
                 * Constructs a new ListOpenOrdersRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ListOpenOrdersRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListOpenOrdersRequest accountId. */
                accountId: string;

                /**
                 * Encodes the specified ListOpenOrdersRequest message. Does not implicitly {@link oasis.trading.v1.ListOpenOrdersRequest.verify|verify} messages.
                 * @param message ListOpenOrdersRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ListOpenOrdersRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListOpenOrdersRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ListOpenOrdersRequest & oasis.trading.v1.ListOpenOrdersRequest.$Shape} ListOpenOrdersRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ListOpenOrdersRequest & oasis.trading.v1.ListOpenOrdersRequest.$Shape;
            }

            namespace ListOpenOrdersRequest {

                /** Properties of a ListOpenOrdersRequest. */
                interface $Properties {

                    /** ListOpenOrdersRequest accountId */
                    accountId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListOpenOrdersRequest. */
                type $Shape = oasis.trading.v1.ListOpenOrdersRequest.$Properties;
            }

            /**
             * Properties of a ListOpenOrdersResponse.
             * @deprecated Use oasis.trading.v1.ListOpenOrdersResponse.$Properties instead.
             */
            interface IListOpenOrdersResponse extends oasis.trading.v1.ListOpenOrdersResponse.$Properties {
            }

            /** Represents a ListOpenOrdersResponse. */
            class ListOpenOrdersResponse {

                /**
                 * Constructs a new ListOpenOrdersResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.ListOpenOrdersResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListOpenOrdersResponse orders. */
                orders: oasis.trading.v1.Order.$Properties[];

                /**
                 * Encodes the specified ListOpenOrdersResponse message. Does not implicitly {@link oasis.trading.v1.ListOpenOrdersResponse.verify|verify} messages.
                 * @param message ListOpenOrdersResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.ListOpenOrdersResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListOpenOrdersResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.ListOpenOrdersResponse & oasis.trading.v1.ListOpenOrdersResponse.$Shape} ListOpenOrdersResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.ListOpenOrdersResponse & oasis.trading.v1.ListOpenOrdersResponse.$Shape;
            }

            namespace ListOpenOrdersResponse {

                /** Properties of a ListOpenOrdersResponse. */
                interface $Properties {

                    /** ListOpenOrdersResponse orders */
                    orders?: (oasis.trading.v1.Order.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListOpenOrdersResponse. */
                type $Shape = {
                  orders?: oasis.trading.v1.Order.$Shape[]|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a SnapshotRequest.
             * @deprecated Use oasis.trading.v1.SnapshotRequest.$Properties instead.
             */
            interface ISnapshotRequest extends oasis.trading.v1.SnapshotRequest.$Properties {
            }

            /** Represents a SnapshotRequest. */
            class SnapshotRequest {

                /**
                 * Constructs a new SnapshotRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.SnapshotRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SnapshotRequest accountId. */
                accountId: string;

                /** SnapshotRequest takeEpoch. */
                takeEpoch: boolean;

                /**
                 * Encodes the specified SnapshotRequest message. Does not implicitly {@link oasis.trading.v1.SnapshotRequest.verify|verify} messages.
                 * @param message SnapshotRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.SnapshotRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SnapshotRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.SnapshotRequest & oasis.trading.v1.SnapshotRequest.$Shape} SnapshotRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.SnapshotRequest & oasis.trading.v1.SnapshotRequest.$Shape;
            }

            namespace SnapshotRequest {

                /** Properties of a SnapshotRequest. */
                interface $Properties {

                    /** SnapshotRequest accountId */
                    accountId?: (string|null);

                    /** SnapshotRequest takeEpoch */
                    takeEpoch?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SnapshotRequest. */
                type $Shape = oasis.trading.v1.SnapshotRequest.$Properties;
            }

            /**
             * Properties of a StrategyPosition.
             * @deprecated Use oasis.trading.v1.StrategyPosition.$Properties instead.
             */
            interface IStrategyPosition extends oasis.trading.v1.StrategyPosition.$Properties {
            }

            /** Represents a StrategyPosition. */
            class StrategyPosition {

                /**
                 * Constructs a new StrategyPosition.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.StrategyPosition.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StrategyPosition strategyId. */
                strategyId?: (string|null);

                /** StrategyPosition instrumentId. */
                instrumentId: string;

                /** StrategyPosition position. */
                position?: (oasis.trading.v1.Position.$Properties|null);

                /**
                 * Encodes the specified StrategyPosition message. Does not implicitly {@link oasis.trading.v1.StrategyPosition.verify|verify} messages.
                 * @param message StrategyPosition message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.StrategyPosition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StrategyPosition message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.StrategyPosition & oasis.trading.v1.StrategyPosition.$Shape} StrategyPosition
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.StrategyPosition & oasis.trading.v1.StrategyPosition.$Shape;
            }

            namespace StrategyPosition {

                /** Properties of a StrategyPosition. */
                interface $Properties {

                    /** StrategyPosition strategyId */
                    strategyId?: (string|null);

                    /** StrategyPosition instrumentId */
                    instrumentId?: (string|null);

                    /** StrategyPosition position */
                    position?: (oasis.trading.v1.Position.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StrategyPosition. */
                type $Shape = oasis.trading.v1.StrategyPosition.$Properties;
            }

            /**
             * Properties of a CurrencyBalance.
             * @deprecated Use oasis.trading.v1.CurrencyBalance.$Properties instead.
             */
            interface ICurrencyBalance extends oasis.trading.v1.CurrencyBalance.$Properties {
            }

            /** Represents a CurrencyBalance. */
            class CurrencyBalance {

                /**
                 * Constructs a new CurrencyBalance.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.CurrencyBalance.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CurrencyBalance currency. */
                currency: string;

                /** CurrencyBalance total. */
                total: string;

                /**
                 * Encodes the specified CurrencyBalance message. Does not implicitly {@link oasis.trading.v1.CurrencyBalance.verify|verify} messages.
                 * @param message CurrencyBalance message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.CurrencyBalance.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CurrencyBalance message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.CurrencyBalance & oasis.trading.v1.CurrencyBalance.$Shape} CurrencyBalance
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.CurrencyBalance & oasis.trading.v1.CurrencyBalance.$Shape;
            }

            namespace CurrencyBalance {

                /** Properties of a CurrencyBalance. */
                interface $Properties {

                    /** CurrencyBalance currency */
                    currency?: (string|null);

                    /** CurrencyBalance total */
                    total?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CurrencyBalance. */
                type $Shape = oasis.trading.v1.CurrencyBalance.$Properties;
            }

            /**
             * Properties of a SnapshotResponse.
             * @deprecated Use oasis.trading.v1.SnapshotResponse.$Properties instead.
             */
            interface ISnapshotResponse extends oasis.trading.v1.SnapshotResponse.$Properties {
            }

            /** Represents a SnapshotResponse. */
            class SnapshotResponse {

                /**
                 * Constructs a new SnapshotResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.SnapshotResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SnapshotResponse accountId. */
                accountId: string;

                /** SnapshotResponse mode. */
                mode: oasis.trading.v1.TradingMode;

                /** SnapshotResponse accountSeq. */
                accountSeq: (number);

                /** SnapshotResponse riskEpoch. */
                riskEpoch: (number);

                /** SnapshotResponse haltEpoch. */
                haltEpoch: (number);

                /** SnapshotResponse positions. */
                positions: oasis.trading.v1.StrategyPosition.$Properties[];

                /** SnapshotResponse balances. */
                balances: oasis.trading.v1.CurrencyBalance.$Properties[];

                /** SnapshotResponse openOrders. */
                openOrders: oasis.trading.v1.Order.$Properties[];

                /** SnapshotResponse last. */
                last: boolean;

                /** SnapshotResponse halted. */
                halted: boolean;

                /**
                 * Encodes the specified SnapshotResponse message. Does not implicitly {@link oasis.trading.v1.SnapshotResponse.verify|verify} messages.
                 * @param message SnapshotResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.SnapshotResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SnapshotResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.SnapshotResponse & oasis.trading.v1.SnapshotResponse.$Shape} SnapshotResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.SnapshotResponse & oasis.trading.v1.SnapshotResponse.$Shape;
            }

            namespace SnapshotResponse {

                /** Properties of a SnapshotResponse. */
                interface $Properties {

                    /** SnapshotResponse accountId */
                    accountId?: (string|null);

                    /** SnapshotResponse mode */
                    mode?: (oasis.trading.v1.TradingMode|null);

                    /** SnapshotResponse accountSeq */
                    accountSeq?: (number|null);

                    /** SnapshotResponse riskEpoch */
                    riskEpoch?: (number|null);

                    /** SnapshotResponse haltEpoch */
                    haltEpoch?: (number|null);

                    /** SnapshotResponse positions */
                    positions?: (oasis.trading.v1.StrategyPosition.$Properties[]|null);

                    /** SnapshotResponse balances */
                    balances?: (oasis.trading.v1.CurrencyBalance.$Properties[]|null);

                    /** SnapshotResponse openOrders */
                    openOrders?: (oasis.trading.v1.Order.$Properties[]|null);

                    /** SnapshotResponse last */
                    last?: (boolean|null);

                    /** SnapshotResponse halted */
                    halted?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SnapshotResponse. */
                type $Shape = {
                  accountId?: string|null;
                  mode?: oasis.trading.v1.TradingMode|null;
                  accountSeq?: number|null;
                  riskEpoch?: number|null;
                  haltEpoch?: number|null;
                  positions?: oasis.trading.v1.StrategyPosition.$Shape[]|null;
                  balances?: oasis.trading.v1.CurrencyBalance.$Shape[]|null;
                  openOrders?: oasis.trading.v1.Order.$Shape[]|null;
                  last?: boolean|null;
                  halted?: boolean|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a Position.
             * @deprecated Use oasis.trading.v1.Position.$Properties instead.
             */
            interface IPosition extends oasis.trading.v1.Position.$Properties {
            }

            /** Represents a Position. */
            class Position {

                /**
                 * Constructs a new Position.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Position.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Position quantity. */
                quantity: string;

                /** Position costBasis. */
                costBasis: string;

                /** Position realizedPnl. */
                realizedPnl: string;

                /** Position fees. */
                fees: string;

                /**
                 * Encodes the specified Position message. Does not implicitly {@link oasis.trading.v1.Position.verify|verify} messages.
                 * @param message Position message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Position.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Position message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Position & oasis.trading.v1.Position.$Shape} Position
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Position & oasis.trading.v1.Position.$Shape;
            }

            namespace Position {

                /** Properties of a Position. */
                interface $Properties {

                    /** Position quantity */
                    quantity?: (string|null);

                    /** Position costBasis */
                    costBasis?: (string|null);

                    /** Position realizedPnl */
                    realizedPnl?: (string|null);

                    /** Position fees */
                    fees?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Position. */
                type $Shape = oasis.trading.v1.Position.$Properties;
            }

            /**
             * Properties of a PortfolioPosition.
             * @deprecated Use oasis.trading.v1.PortfolioPosition.$Properties instead.
             */
            interface IPortfolioPosition extends oasis.trading.v1.PortfolioPosition.$Properties {
            }

            /** Represents a PortfolioPosition. */
            class PortfolioPosition {

                /**
                 * Constructs a new PortfolioPosition.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.PortfolioPosition.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PortfolioPosition instrumentId. */
                instrumentId: string;

                /** PortfolioPosition position. */
                position?: (oasis.trading.v1.Position.$Properties|null);

                /** PortfolioPosition mark. */
                mark?: (string|null);

                /** PortfolioPosition value. */
                value?: (string|null);

                /** PortfolioPosition unrealizedPnl. */
                unrealizedPnl?: (string|null);

                /**
                 * Encodes the specified PortfolioPosition message. Does not implicitly {@link oasis.trading.v1.PortfolioPosition.verify|verify} messages.
                 * @param message PortfolioPosition message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.PortfolioPosition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PortfolioPosition message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.PortfolioPosition & oasis.trading.v1.PortfolioPosition.$Shape} PortfolioPosition
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.PortfolioPosition & oasis.trading.v1.PortfolioPosition.$Shape;
            }

            namespace PortfolioPosition {

                /** Properties of a PortfolioPosition. */
                interface $Properties {

                    /** PortfolioPosition instrumentId */
                    instrumentId?: (string|null);

                    /** PortfolioPosition position */
                    position?: (oasis.trading.v1.Position.$Properties|null);

                    /** PortfolioPosition mark */
                    mark?: (string|null);

                    /** PortfolioPosition value */
                    value?: (string|null);

                    /** PortfolioPosition unrealizedPnl */
                    unrealizedPnl?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PortfolioPosition. */
                type $Shape = oasis.trading.v1.PortfolioPosition.$Properties;
            }

            /**
             * Properties of a StrategyPortfolioPosition.
             * @deprecated Use oasis.trading.v1.StrategyPortfolioPosition.$Properties instead.
             */
            interface IStrategyPortfolioPosition extends oasis.trading.v1.StrategyPortfolioPosition.$Properties {
            }

            /** Represents a StrategyPortfolioPosition. */
            class StrategyPortfolioPosition {

                /**
                 * Constructs a new StrategyPortfolioPosition.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.StrategyPortfolioPosition.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StrategyPortfolioPosition strategyId. */
                strategyId: string;

                /** StrategyPortfolioPosition position. */
                position?: (oasis.trading.v1.PortfolioPosition.$Properties|null);

                /**
                 * Encodes the specified StrategyPortfolioPosition message. Does not implicitly {@link oasis.trading.v1.StrategyPortfolioPosition.verify|verify} messages.
                 * @param message StrategyPortfolioPosition message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.StrategyPortfolioPosition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StrategyPortfolioPosition message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.StrategyPortfolioPosition & oasis.trading.v1.StrategyPortfolioPosition.$Shape} StrategyPortfolioPosition
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.StrategyPortfolioPosition & oasis.trading.v1.StrategyPortfolioPosition.$Shape;
            }

            namespace StrategyPortfolioPosition {

                /** Properties of a StrategyPortfolioPosition. */
                interface $Properties {

                    /** StrategyPortfolioPosition strategyId */
                    strategyId?: (string|null);

                    /** StrategyPortfolioPosition position */
                    position?: (oasis.trading.v1.PortfolioPosition.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StrategyPortfolioPosition. */
                type $Shape = oasis.trading.v1.StrategyPortfolioPosition.$Properties;
            }

            /**
             * Properties of a PortfolioBalance.
             * @deprecated Use oasis.trading.v1.PortfolioBalance.$Properties instead.
             */
            interface IPortfolioBalance extends oasis.trading.v1.PortfolioBalance.$Properties {
            }

            /** Represents a PortfolioBalance. */
            class PortfolioBalance {

                /**
                 * Constructs a new PortfolioBalance.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.PortfolioBalance.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PortfolioBalance currency. */
                currency: string;

                /** PortfolioBalance total. */
                total: string;

                /** PortfolioBalance held. */
                held: string;

                /**
                 * Encodes the specified PortfolioBalance message. Does not implicitly {@link oasis.trading.v1.PortfolioBalance.verify|verify} messages.
                 * @param message PortfolioBalance message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.PortfolioBalance.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PortfolioBalance message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.PortfolioBalance & oasis.trading.v1.PortfolioBalance.$Shape} PortfolioBalance
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.PortfolioBalance & oasis.trading.v1.PortfolioBalance.$Shape;
            }

            namespace PortfolioBalance {

                /** Properties of a PortfolioBalance. */
                interface $Properties {

                    /** PortfolioBalance currency */
                    currency?: (string|null);

                    /** PortfolioBalance total */
                    total?: (string|null);

                    /** PortfolioBalance held */
                    held?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PortfolioBalance. */
                type $Shape = oasis.trading.v1.PortfolioBalance.$Properties;
            }

            /**
             * Properties of a PortfolioSnapshot.
             * @deprecated Use oasis.trading.v1.PortfolioSnapshot.$Properties instead.
             */
            interface IPortfolioSnapshot extends oasis.trading.v1.PortfolioSnapshot.$Properties {
            }

            /** Represents a PortfolioSnapshot. */
            class PortfolioSnapshot {

                /**
                 * Constructs a new PortfolioSnapshot.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.PortfolioSnapshot.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PortfolioSnapshot accountId. */
                accountId: string;

                /** PortfolioSnapshot mode. */
                mode: oasis.trading.v1.TradingMode;

                /** PortfolioSnapshot valuationCurrency. */
                valuationCurrency: string;

                /** PortfolioSnapshot accountSeq. */
                accountSeq: (number);

                /** PortfolioSnapshot riskEpoch. */
                riskEpoch: (number);

                /** PortfolioSnapshot balances. */
                balances: oasis.trading.v1.PortfolioBalance.$Properties[];

                /** PortfolioSnapshot positions. */
                positions: oasis.trading.v1.PortfolioPosition.$Properties[];

                /** PortfolioSnapshot byStrategy. */
                byStrategy: oasis.trading.v1.StrategyPortfolioPosition.$Properties[];

                /** PortfolioSnapshot equity. */
                equity?: (string|null);

                /** PortfolioSnapshot grossExposure. */
                grossExposure: string;

                /** PortfolioSnapshot netExposure. */
                netExposure: string;

                /** PortfolioSnapshot openOrders. */
                openOrders: number;

                /** PortfolioSnapshot ts. */
                ts: (bigint);

                /**
                 * Encodes the specified PortfolioSnapshot message. Does not implicitly {@link oasis.trading.v1.PortfolioSnapshot.verify|verify} messages.
                 * @param message PortfolioSnapshot message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.PortfolioSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PortfolioSnapshot message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.PortfolioSnapshot & oasis.trading.v1.PortfolioSnapshot.$Shape} PortfolioSnapshot
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.PortfolioSnapshot & oasis.trading.v1.PortfolioSnapshot.$Shape;
            }

            namespace PortfolioSnapshot {

                /** Properties of a PortfolioSnapshot. */
                interface $Properties {

                    /** PortfolioSnapshot accountId */
                    accountId?: (string|null);

                    /** PortfolioSnapshot mode */
                    mode?: (oasis.trading.v1.TradingMode|null);

                    /** PortfolioSnapshot valuationCurrency */
                    valuationCurrency?: (string|null);

                    /** PortfolioSnapshot accountSeq */
                    accountSeq?: (number|null);

                    /** PortfolioSnapshot riskEpoch */
                    riskEpoch?: (number|null);

                    /** PortfolioSnapshot balances */
                    balances?: (oasis.trading.v1.PortfolioBalance.$Properties[]|null);

                    /** PortfolioSnapshot positions */
                    positions?: (oasis.trading.v1.PortfolioPosition.$Properties[]|null);

                    /** PortfolioSnapshot byStrategy */
                    byStrategy?: (oasis.trading.v1.StrategyPortfolioPosition.$Properties[]|null);

                    /** PortfolioSnapshot equity */
                    equity?: (string|null);

                    /** PortfolioSnapshot grossExposure */
                    grossExposure?: (string|null);

                    /** PortfolioSnapshot netExposure */
                    netExposure?: (string|null);

                    /** PortfolioSnapshot openOrders */
                    openOrders?: (number|null);

                    /** PortfolioSnapshot ts */
                    ts?: (bigint|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PortfolioSnapshot. */
                type $Shape = oasis.trading.v1.PortfolioSnapshot.$Properties;
            }

            /**
             * Properties of a SubmitOrderRequest.
             * @deprecated Use oasis.trading.v1.SubmitOrderRequest.$Properties instead.
             */
            interface ISubmitOrderRequest extends oasis.trading.v1.SubmitOrderRequest.$Properties {
            }

            /** Represents a SubmitOrderRequest. */
            class SubmitOrderRequest {

                /**
                 * Constructs a new SubmitOrderRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.SubmitOrderRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SubmitOrderRequest intent. */
                intent?: (oasis.trading.v1.OrderIntent.$Properties|null);

                /** SubmitOrderRequest sentBefore. */
                sentBefore: boolean;

                /**
                 * Encodes the specified SubmitOrderRequest message. Does not implicitly {@link oasis.trading.v1.SubmitOrderRequest.verify|verify} messages.
                 * @param message SubmitOrderRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.SubmitOrderRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SubmitOrderRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.SubmitOrderRequest & oasis.trading.v1.SubmitOrderRequest.$Shape} SubmitOrderRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.SubmitOrderRequest & oasis.trading.v1.SubmitOrderRequest.$Shape;
            }

            namespace SubmitOrderRequest {

                /** Properties of a SubmitOrderRequest. */
                interface $Properties {

                    /** SubmitOrderRequest intent */
                    intent?: (oasis.trading.v1.OrderIntent.$Properties|null);

                    /** SubmitOrderRequest sentBefore */
                    sentBefore?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SubmitOrderRequest. */
                type $Shape = {
                  intent?: oasis.trading.v1.OrderIntent.$Shape|null;
                  sentBefore?: boolean|null;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of a Placed.
             * @deprecated Use oasis.trading.v1.Placed.$Properties instead.
             */
            interface IPlaced extends oasis.trading.v1.Placed.$Properties {
            }

            /** Represents a Placed. */
            class Placed {

                /**
                 * Constructs a new Placed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Placed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Placed clientOrderId. */
                clientOrderId: string;

                /** Placed state. */
                state: oasis.trading.v1.OrderState;

                /**
                 * Encodes the specified Placed message. Does not implicitly {@link oasis.trading.v1.Placed.verify|verify} messages.
                 * @param message Placed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Placed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Placed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Placed & oasis.trading.v1.Placed.$Shape} Placed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Placed & oasis.trading.v1.Placed.$Shape;
            }

            namespace Placed {

                /** Properties of a Placed. */
                interface $Properties {

                    /** Placed clientOrderId */
                    clientOrderId?: (string|null);

                    /** Placed state */
                    state?: (oasis.trading.v1.OrderState|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Placed. */
                type $Shape = oasis.trading.v1.Placed.$Properties;
            }

            /**
             * Properties of a Refused.
             * @deprecated Use oasis.trading.v1.Refused.$Properties instead.
             */
            interface IRefused extends oasis.trading.v1.Refused.$Properties {
            }

            /** Represents a Refused. */
            class Refused {

                /**
                 * Constructs a new Refused.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.Refused.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Refused reason. */
                reason: oasis.trading.v1.ApprovalRefusal;

                /** Refused message. */
                message: string;

                /**
                 * Encodes the specified Refused message. Does not implicitly {@link oasis.trading.v1.Refused.verify|verify} messages.
                 * @param message Refused message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.Refused.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Refused message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.Refused & oasis.trading.v1.Refused.$Shape} Refused
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.Refused & oasis.trading.v1.Refused.$Shape;
            }

            namespace Refused {

                /** Properties of a Refused. */
                interface $Properties {

                    /** Refused reason */
                    reason?: (oasis.trading.v1.ApprovalRefusal|null);

                    /** Refused message */
                    message?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Refused. */
                type $Shape = oasis.trading.v1.Refused.$Properties;
            }

            /**
             * Properties of a SubmitOrderResponse.
             * @deprecated Use oasis.trading.v1.SubmitOrderResponse.$Properties instead.
             */
            interface ISubmitOrderResponse extends oasis.trading.v1.SubmitOrderResponse.$Properties {
            }

            /** Represents a SubmitOrderResponse. */
            class SubmitOrderResponse {

                /**
                 * Constructs a new SubmitOrderResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.SubmitOrderResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SubmitOrderResponse denied. */
                denied?: (oasis.trading.v1.Denied.$Properties|null);

                /** SubmitOrderResponse placed. */
                placed?: (oasis.trading.v1.Placed.$Properties|null);

                /** SubmitOrderResponse refused. */
                refused?: (oasis.trading.v1.Refused.$Properties|null);

                /** SubmitOrderResponse outcome. */
                outcome?: ("denied"|"placed"|"refused");

                /**
                 * Encodes the specified SubmitOrderResponse message. Does not implicitly {@link oasis.trading.v1.SubmitOrderResponse.verify|verify} messages.
                 * @param message SubmitOrderResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.SubmitOrderResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SubmitOrderResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.SubmitOrderResponse & oasis.trading.v1.SubmitOrderResponse.$Shape} SubmitOrderResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.SubmitOrderResponse & oasis.trading.v1.SubmitOrderResponse.$Shape;
            }

            namespace SubmitOrderResponse {

                /** Properties of a SubmitOrderResponse. */
                interface $Properties {

                    /** SubmitOrderResponse denied */
                    denied?: (oasis.trading.v1.Denied.$Properties|null);

                    /** SubmitOrderResponse placed */
                    placed?: (oasis.trading.v1.Placed.$Properties|null);

                    /** SubmitOrderResponse refused */
                    refused?: (oasis.trading.v1.Refused.$Properties|null);

                    /** SubmitOrderResponse outcome */
                    outcome?: ("denied"|"placed"|"refused");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a SubmitOrderResponse. */
                type $Shape = {
                  denied?: oasis.trading.v1.Denied.$Shape|null;
                  placed?: oasis.trading.v1.Placed.$Shape|null;
                  refused?: oasis.trading.v1.Refused.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ outcome?: undefined; denied?: null; placed?: null; refused?: null }|{ outcome?: "denied"; denied: oasis.trading.v1.Denied.$Shape; placed?: null; refused?: null }|{ outcome?: "placed"; denied?: null; placed: oasis.trading.v1.Placed.$Shape; refused?: null }|{ outcome?: "refused"; denied?: null; placed?: null; refused: oasis.trading.v1.Refused.$Shape })
                );
            }

            /**
             * Properties of a RiskServiceCancelOrderRequest.
             * @deprecated Use oasis.trading.v1.RiskServiceCancelOrderRequest.$Properties instead.
             */
            interface IRiskServiceCancelOrderRequest extends oasis.trading.v1.RiskServiceCancelOrderRequest.$Properties {
            }

            /** Represents a RiskServiceCancelOrderRequest. */
            class RiskServiceCancelOrderRequest {

                /**
                 * Constructs a new RiskServiceCancelOrderRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.RiskServiceCancelOrderRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RiskServiceCancelOrderRequest clientOrderId. */
                clientOrderId: string;

                /** RiskServiceCancelOrderRequest reason. */
                reason: string;

                /**
                 * Encodes the specified RiskServiceCancelOrderRequest message. Does not implicitly {@link oasis.trading.v1.RiskServiceCancelOrderRequest.verify|verify} messages.
                 * @param message RiskServiceCancelOrderRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.RiskServiceCancelOrderRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RiskServiceCancelOrderRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.RiskServiceCancelOrderRequest & oasis.trading.v1.RiskServiceCancelOrderRequest.$Shape} RiskServiceCancelOrderRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.RiskServiceCancelOrderRequest & oasis.trading.v1.RiskServiceCancelOrderRequest.$Shape;
            }

            namespace RiskServiceCancelOrderRequest {

                /** Properties of a RiskServiceCancelOrderRequest. */
                interface $Properties {

                    /** RiskServiceCancelOrderRequest clientOrderId */
                    clientOrderId?: (string|null);

                    /** RiskServiceCancelOrderRequest reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RiskServiceCancelOrderRequest. */
                type $Shape = oasis.trading.v1.RiskServiceCancelOrderRequest.$Properties;
            }

            /**
             * Properties of a RiskServiceCancelOrderResponse.
             * @deprecated Use oasis.trading.v1.RiskServiceCancelOrderResponse.$Properties instead.
             */
            interface IRiskServiceCancelOrderResponse extends oasis.trading.v1.RiskServiceCancelOrderResponse.$Properties {
            }

            /** Represents a RiskServiceCancelOrderResponse. */
            class RiskServiceCancelOrderResponse {

                /**
                 * Constructs a new RiskServiceCancelOrderResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.RiskServiceCancelOrderResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RiskServiceCancelOrderResponse accepted. */
                accepted: boolean;

                /** RiskServiceCancelOrderResponse state. */
                state: oasis.trading.v1.OrderState;

                /** RiskServiceCancelOrderResponse message. */
                message: string;

                /**
                 * Encodes the specified RiskServiceCancelOrderResponse message. Does not implicitly {@link oasis.trading.v1.RiskServiceCancelOrderResponse.verify|verify} messages.
                 * @param message RiskServiceCancelOrderResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.RiskServiceCancelOrderResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RiskServiceCancelOrderResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.RiskServiceCancelOrderResponse & oasis.trading.v1.RiskServiceCancelOrderResponse.$Shape} RiskServiceCancelOrderResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.RiskServiceCancelOrderResponse & oasis.trading.v1.RiskServiceCancelOrderResponse.$Shape;
            }

            namespace RiskServiceCancelOrderResponse {

                /** Properties of a RiskServiceCancelOrderResponse. */
                interface $Properties {

                    /** RiskServiceCancelOrderResponse accepted */
                    accepted?: (boolean|null);

                    /** RiskServiceCancelOrderResponse state */
                    state?: (oasis.trading.v1.OrderState|null);

                    /** RiskServiceCancelOrderResponse message */
                    message?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RiskServiceCancelOrderResponse. */
                type $Shape = oasis.trading.v1.RiskServiceCancelOrderResponse.$Properties;
            }

            /**
             * Properties of a HaltRequest.
             * @deprecated Use oasis.trading.v1.HaltRequest.$Properties instead.
             */
            interface IHaltRequest extends oasis.trading.v1.HaltRequest.$Properties {
            }

            /** Represents a HaltRequest. */
            class HaltRequest {

                /**
                 * Constructs a new HaltRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.HaltRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HaltRequest accountId. */
                accountId: string;

                /** HaltRequest flatten. */
                flatten: boolean;

                /** HaltRequest acceptStalePrices. */
                acceptStalePrices: boolean;

                /** HaltRequest reason. */
                reason: string;

                /** HaltRequest by. */
                by: string;

                /**
                 * Encodes the specified HaltRequest message. Does not implicitly {@link oasis.trading.v1.HaltRequest.verify|verify} messages.
                 * @param message HaltRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.HaltRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HaltRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.HaltRequest & oasis.trading.v1.HaltRequest.$Shape} HaltRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.HaltRequest & oasis.trading.v1.HaltRequest.$Shape;
            }

            namespace HaltRequest {

                /** Properties of a HaltRequest. */
                interface $Properties {

                    /** HaltRequest accountId */
                    accountId?: (string|null);

                    /** HaltRequest flatten */
                    flatten?: (boolean|null);

                    /** HaltRequest acceptStalePrices */
                    acceptStalePrices?: (boolean|null);

                    /** HaltRequest reason */
                    reason?: (string|null);

                    /** HaltRequest by */
                    by?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HaltRequest. */
                type $Shape = oasis.trading.v1.HaltRequest.$Properties;
            }

            /**
             * Properties of a FlattenStep.
             * @deprecated Use oasis.trading.v1.FlattenStep.$Properties instead.
             */
            interface IFlattenStep extends oasis.trading.v1.FlattenStep.$Properties {
            }

            /** Represents a FlattenStep. */
            class FlattenStep {

                /**
                 * Constructs a new FlattenStep.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.FlattenStep.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FlattenStep instrumentId. */
                instrumentId: string;

                /** FlattenStep outcome. */
                outcome: string;

                /** FlattenStep detail. */
                detail: string;

                /**
                 * Encodes the specified FlattenStep message. Does not implicitly {@link oasis.trading.v1.FlattenStep.verify|verify} messages.
                 * @param message FlattenStep message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.FlattenStep.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FlattenStep message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.FlattenStep & oasis.trading.v1.FlattenStep.$Shape} FlattenStep
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.FlattenStep & oasis.trading.v1.FlattenStep.$Shape;
            }

            namespace FlattenStep {

                /** Properties of a FlattenStep. */
                interface $Properties {

                    /** FlattenStep instrumentId */
                    instrumentId?: (string|null);

                    /** FlattenStep outcome */
                    outcome?: (string|null);

                    /** FlattenStep detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FlattenStep. */
                type $Shape = oasis.trading.v1.FlattenStep.$Properties;
            }

            /**
             * Properties of a HaltResponse.
             * @deprecated Use oasis.trading.v1.HaltResponse.$Properties instead.
             */
            interface IHaltResponse extends oasis.trading.v1.HaltResponse.$Properties {
            }

            /** Represents a HaltResponse. */
            class HaltResponse {

                /**
                 * Constructs a new HaltResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.HaltResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HaltResponse haltEpoch. */
                haltEpoch: (number);

                /** HaltResponse verified. */
                verified: boolean;

                /** HaltResponse open. */
                open: string[];

                /** HaltResponse unresolved. */
                unresolved: string[];

                /** HaltResponse message. */
                message: string;

                /** HaltResponse flattening. */
                flattening: oasis.trading.v1.FlattenStep.$Properties[];

                /** HaltResponse recorded. */
                recorded: boolean;

                /**
                 * Encodes the specified HaltResponse message. Does not implicitly {@link oasis.trading.v1.HaltResponse.verify|verify} messages.
                 * @param message HaltResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.HaltResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HaltResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.HaltResponse & oasis.trading.v1.HaltResponse.$Shape} HaltResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.HaltResponse & oasis.trading.v1.HaltResponse.$Shape;
            }

            namespace HaltResponse {

                /** Properties of a HaltResponse. */
                interface $Properties {

                    /** HaltResponse haltEpoch */
                    haltEpoch?: (number|null);

                    /** HaltResponse verified */
                    verified?: (boolean|null);

                    /** HaltResponse open */
                    open?: (string[]|null);

                    /** HaltResponse unresolved */
                    unresolved?: (string[]|null);

                    /** HaltResponse message */
                    message?: (string|null);

                    /** HaltResponse flattening */
                    flattening?: (oasis.trading.v1.FlattenStep.$Properties[]|null);

                    /** HaltResponse recorded */
                    recorded?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HaltResponse. */
                type $Shape = oasis.trading.v1.HaltResponse.$Properties;
            }

            /**
             * Properties of a GetRiskStateRequest.
             * @deprecated Use oasis.trading.v1.GetRiskStateRequest.$Properties instead.
             */
            interface IGetRiskStateRequest extends oasis.trading.v1.GetRiskStateRequest.$Properties {
            }

            /** Represents a GetRiskStateRequest. */
            class GetRiskStateRequest {

                /**
                 * Constructs a new GetRiskStateRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.GetRiskStateRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetRiskStateRequest accountId. */
                accountId: string;

                /**
                 * Encodes the specified GetRiskStateRequest message. Does not implicitly {@link oasis.trading.v1.GetRiskStateRequest.verify|verify} messages.
                 * @param message GetRiskStateRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.GetRiskStateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetRiskStateRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.GetRiskStateRequest & oasis.trading.v1.GetRiskStateRequest.$Shape} GetRiskStateRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.GetRiskStateRequest & oasis.trading.v1.GetRiskStateRequest.$Shape;
            }

            namespace GetRiskStateRequest {

                /** Properties of a GetRiskStateRequest. */
                interface $Properties {

                    /** GetRiskStateRequest accountId */
                    accountId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetRiskStateRequest. */
                type $Shape = oasis.trading.v1.GetRiskStateRequest.$Properties;
            }

            /**
             * Properties of a GetRiskStateResponse.
             * @deprecated Use oasis.trading.v1.GetRiskStateResponse.$Properties instead.
             */
            interface IGetRiskStateResponse extends oasis.trading.v1.GetRiskStateResponse.$Properties {
            }

            /** Represents a GetRiskStateResponse. */
            class GetRiskStateResponse {

                /**
                 * Constructs a new GetRiskStateResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: oasis.trading.v1.GetRiskStateResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetRiskStateResponse open. */
                open: boolean;

                /** GetRiskStateResponse reason. */
                reason: string;

                /** GetRiskStateResponse riskEpoch. */
                riskEpoch: (number);

                /** GetRiskStateResponse accountSeq. */
                accountSeq: (number);

                /**
                 * Encodes the specified GetRiskStateResponse message. Does not implicitly {@link oasis.trading.v1.GetRiskStateResponse.verify|verify} messages.
                 * @param message GetRiskStateResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: oasis.trading.v1.GetRiskStateResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetRiskStateResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {oasis.trading.v1.GetRiskStateResponse & oasis.trading.v1.GetRiskStateResponse.$Shape} GetRiskStateResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): oasis.trading.v1.GetRiskStateResponse & oasis.trading.v1.GetRiskStateResponse.$Shape;
            }

            namespace GetRiskStateResponse {

                /** Properties of a GetRiskStateResponse. */
                interface $Properties {

                    /** GetRiskStateResponse open */
                    open?: (boolean|null);

                    /** GetRiskStateResponse reason */
                    reason?: (string|null);

                    /** GetRiskStateResponse riskEpoch */
                    riskEpoch?: (number|null);

                    /** GetRiskStateResponse accountSeq */
                    accountSeq?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetRiskStateResponse. */
                type $Shape = oasis.trading.v1.GetRiskStateResponse.$Properties;
            }
        }
    }
}
