// Generated from api/proto by `npm run generate`; not to be edited.
/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const oasis = $root.oasis = (() => {

    const oasis = {};

    oasis.control = (function() {

        const control = {};

        control.v1 = (function() {

            const v1 = {};

            v1.CommandTarget = (function() {

                const CommandTarget = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CommandTarget.prototype.accountId = null;
                CommandTarget.prototype.strategyId = null;

                let $oneOfFields;

                $Object.defineProperty(CommandTarget.prototype, "target", {
                    get: $util.oneOfGetter($oneOfFields = ["accountId", "strategyId"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                CommandTarget.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId"))
                        writer.uint32(10).string(message.accountId);
                    if (message.strategyId != null && $Object.hasOwnProperty.call(message, "strategyId"))
                        writer.uint32(18).string(message.strategyId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CommandTarget.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.CommandTarget();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.accountId = reader.stringVerify();
                                message.target = "accountId";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.strategyId = reader.stringVerify();
                                message.target = "strategyId";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CommandTarget;
            })();

            v1.SetBotStatus = (function() {

                const SetBotStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SetBotStatus.prototype.status = 0;
                SetBotStatus.prototype.flatten = false;
                SetBotStatus.prototype.acceptStalePrices = false;
                SetBotStatus.prototype.haltEpoch = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(SetBotStatus.prototype, "_haltEpoch", {
                    get: $util.oneOfGetter($oneOfFields = ["haltEpoch"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                SetBotStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                        writer.uint32(8).int32(message.status);
                    if (message.flatten != null && $Object.hasOwnProperty.call(message, "flatten") && message.flatten !== false)
                        writer.uint32(16).bool(message.flatten);
                    if (message.acceptStalePrices != null && $Object.hasOwnProperty.call(message, "acceptStalePrices") && message.acceptStalePrices !== false)
                        writer.uint32(24).bool(message.acceptStalePrices);
                    if (message.haltEpoch != null && $Object.hasOwnProperty.call(message, "haltEpoch"))
                        writer.uint32(32).uint64(message.haltEpoch);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SetBotStatus.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.SetBotStatus();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.status = value;
                                else
                                    delete message.status;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.flatten = value;
                                else
                                    delete message.flatten;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.acceptStalePrices = value;
                                else
                                    delete message.acceptStalePrices;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                message.haltEpoch = reader.uint64();
                                message._haltEpoch = "haltEpoch";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SetBotStatus;
            })();

            v1.SetStrategyConfig = (function() {

                const SetStrategyConfig = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SetStrategyConfig.prototype.params = "";

                SetStrategyConfig.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.params != null && $Object.hasOwnProperty.call(message, "params") && message.params !== "")
                        writer.uint32(10).string(message.params);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SetStrategyConfig.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.SetStrategyConfig();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.params = value;
                                else
                                    delete message.params;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SetStrategyConfig;
            })();

            v1.SetStrategyStatus = (function() {

                const SetStrategyStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SetStrategyStatus.prototype.status = 0;

                SetStrategyStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                        writer.uint32(8).int32(message.status);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SetStrategyStatus.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.SetStrategyStatus();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.status = value;
                                else
                                    delete message.status;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SetStrategyStatus;
            })();

            v1.SetRiskLimits = (function() {

                const SetRiskLimits = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SetRiskLimits.prototype.scope = null;
                SetRiskLimits.prototype.limits = null;

                SetRiskLimits.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.scope != null && $Object.hasOwnProperty.call(message, "scope"))
                        $root.oasis.control.v1.LimitScope.encode(message.scope, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.oasis.control.v1.RiskLimits.encode(message.limits, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SetRiskLimits.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.SetRiskLimits();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.scope = $root.oasis.control.v1.LimitScope.decode(reader, reader.size(), $undefined, _depth + 1, message.scope);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.oasis.control.v1.RiskLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SetRiskLimits;
            })();

            v1.CancelOrder = (function() {

                const CancelOrder = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CancelOrder.prototype.clientOrderId = "";

                CancelOrder.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.clientOrderId != null && $Object.hasOwnProperty.call(message, "clientOrderId") && message.clientOrderId !== "")
                        writer.uint32(10).string(message.clientOrderId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CancelOrder.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.CancelOrder();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.clientOrderId = value;
                                else
                                    delete message.clientOrderId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CancelOrder;
            })();

            v1.ResetPaper = (function() {

                const ResetPaper = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ResetPaper.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ResetPaper.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.ResetPaper();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ResetPaper;
            })();

            v1.Command = (function() {

                const Command = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Command.prototype.commandId = "";
                Command.prototype.target = null;
                Command.prototype.setBotStatus = null;
                Command.prototype.setStrategyConfig = null;
                Command.prototype.setStrategyStatus = null;
                Command.prototype.setRiskLimits = null;
                Command.prototype.cancelOrder = null;
                Command.prototype.resetPaper = null;
                Command.prototype.issuedBy = "";
                Command.prototype.reason = "";
                Command.prototype.issuedAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                let $oneOfFields;

                $Object.defineProperty(Command.prototype, "action", {
                    get: $util.oneOfGetter($oneOfFields = ["setBotStatus", "setStrategyConfig", "setStrategyStatus", "setRiskLimits", "cancelOrder", "resetPaper"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                Command.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.commandId != null && $Object.hasOwnProperty.call(message, "commandId") && message.commandId !== "")
                        writer.uint32(10).string(message.commandId);
                    if (message.target != null && $Object.hasOwnProperty.call(message, "target"))
                        $root.oasis.control.v1.CommandTarget.encode(message.target, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.setBotStatus != null && $Object.hasOwnProperty.call(message, "setBotStatus"))
                        $root.oasis.control.v1.SetBotStatus.encode(message.setBotStatus, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.setStrategyConfig != null && $Object.hasOwnProperty.call(message, "setStrategyConfig"))
                        $root.oasis.control.v1.SetStrategyConfig.encode(message.setStrategyConfig, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.setStrategyStatus != null && $Object.hasOwnProperty.call(message, "setStrategyStatus"))
                        $root.oasis.control.v1.SetStrategyStatus.encode(message.setStrategyStatus, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.setRiskLimits != null && $Object.hasOwnProperty.call(message, "setRiskLimits"))
                        $root.oasis.control.v1.SetRiskLimits.encode(message.setRiskLimits, writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.cancelOrder != null && $Object.hasOwnProperty.call(message, "cancelOrder"))
                        $root.oasis.control.v1.CancelOrder.encode(message.cancelOrder, writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.resetPaper != null && $Object.hasOwnProperty.call(message, "resetPaper"))
                        $root.oasis.control.v1.ResetPaper.encode(message.resetPaper, writer.uint32(66).fork(), _depth + 1).ldelim();
                    if (message.issuedBy != null && $Object.hasOwnProperty.call(message, "issuedBy") && message.issuedBy !== "")
                        writer.uint32(74).string(message.issuedBy);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(82).string(message.reason);
                    if (message.issuedAt != null && $Object.hasOwnProperty.call(message, "issuedAt") && (typeof message.issuedAt === "object" ? message.issuedAt.low || message.issuedAt.high : message.issuedAt !== 0))
                        writer.uint32(89).fixed64(message.issuedAt);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Command.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.Command();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.commandId = value;
                                else
                                    delete message.commandId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.target = $root.oasis.control.v1.CommandTarget.decode(reader, reader.size(), $undefined, _depth + 1, message.target);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.setBotStatus = $root.oasis.control.v1.SetBotStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.setBotStatus);
                                message.action = "setBotStatus";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.setStrategyConfig = $root.oasis.control.v1.SetStrategyConfig.decode(reader, reader.size(), $undefined, _depth + 1, message.setStrategyConfig);
                                message.action = "setStrategyConfig";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.setStrategyStatus = $root.oasis.control.v1.SetStrategyStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.setStrategyStatus);
                                message.action = "setStrategyStatus";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.setRiskLimits = $root.oasis.control.v1.SetRiskLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.setRiskLimits);
                                message.action = "setRiskLimits";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.cancelOrder = $root.oasis.control.v1.CancelOrder.decode(reader, reader.size(), $undefined, _depth + 1, message.cancelOrder);
                                message.action = "cancelOrder";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.resetPaper = $root.oasis.control.v1.ResetPaper.decode(reader, reader.size(), $undefined, _depth + 1, message.resetPaper);
                                message.action = "resetPaper";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.issuedBy = value;
                                else
                                    delete message.issuedBy;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.issuedAt = value;
                                else
                                    delete message.issuedAt;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Command;
            })();

            v1.CommandEvent = (function() {

                const CommandEvent = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CommandEvent.prototype.eventId = "";
                CommandEvent.prototype.commandId = "";
                CommandEvent.prototype.target = null;
                CommandEvent.prototype.action = 0;
                CommandEvent.prototype.outcome = 0;
                CommandEvent.prototype.reason = "";
                CommandEvent.prototype.issuedBy = "";
                CommandEvent.prototype.state = null;
                CommandEvent.prototype.ts = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(CommandEvent.prototype, "_state", {
                    get: $util.oneOfGetter($oneOfFields = ["state"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                CommandEvent.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.eventId != null && $Object.hasOwnProperty.call(message, "eventId") && message.eventId !== "")
                        writer.uint32(10).string(message.eventId);
                    if (message.commandId != null && $Object.hasOwnProperty.call(message, "commandId") && message.commandId !== "")
                        writer.uint32(18).string(message.commandId);
                    if (message.target != null && $Object.hasOwnProperty.call(message, "target"))
                        $root.oasis.control.v1.CommandTarget.encode(message.target, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== 0)
                        writer.uint32(32).int32(message.action);
                    if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome !== 0)
                        writer.uint32(40).int32(message.outcome);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(50).string(message.reason);
                    if (message.issuedBy != null && $Object.hasOwnProperty.call(message, "issuedBy") && message.issuedBy !== "")
                        writer.uint32(58).string(message.issuedBy);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                        $root.oasis.control.v1.ControlState.encode(message.state, writer.uint32(66).fork(), _depth + 1).ldelim();
                    if (message.ts != null && $Object.hasOwnProperty.call(message, "ts") && (typeof message.ts === "object" ? message.ts.low || message.ts.high : message.ts !== 0))
                        writer.uint32(73).fixed64(message.ts);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CommandEvent.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.CommandEvent();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.eventId = value;
                                else
                                    delete message.eventId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.commandId = value;
                                else
                                    delete message.commandId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.target = $root.oasis.control.v1.CommandTarget.decode(reader, reader.size(), $undefined, _depth + 1, message.target);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.action = value;
                                else
                                    delete message.action;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.outcome = value;
                                else
                                    delete message.outcome;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.issuedBy = value;
                                else
                                    delete message.issuedBy;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.state = $root.oasis.control.v1.ControlState.decode(reader, reader.size(), $undefined, _depth + 1, message.state);
                                message._state = "state";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ts = value;
                                else
                                    delete message.ts;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CommandEvent;
            })();

            v1.EquityMarks = (function() {

                const EquityMarks = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                EquityMarks.prototype.day = "";
                EquityMarks.prototype.dayStartEquity = "";
                EquityMarks.prototype.peakEquity = "";
                EquityMarks.prototype.paidIn = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(EquityMarks.prototype, "_paidIn", {
                    get: $util.oneOfGetter($oneOfFields = ["paidIn"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                EquityMarks.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.day != null && $Object.hasOwnProperty.call(message, "day") && message.day !== "")
                        writer.uint32(10).string(message.day);
                    if (message.dayStartEquity != null && $Object.hasOwnProperty.call(message, "dayStartEquity") && message.dayStartEquity !== "")
                        writer.uint32(18).string(message.dayStartEquity);
                    if (message.peakEquity != null && $Object.hasOwnProperty.call(message, "peakEquity") && message.peakEquity !== "")
                        writer.uint32(26).string(message.peakEquity);
                    if (message.paidIn != null && $Object.hasOwnProperty.call(message, "paidIn"))
                        $root.oasis.control.v1.PaidIn.encode(message.paidIn, writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                EquityMarks.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.EquityMarks();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.day = value;
                                else
                                    delete message.day;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.dayStartEquity = value;
                                else
                                    delete message.dayStartEquity;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.peakEquity = value;
                                else
                                    delete message.peakEquity;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.paidIn = $root.oasis.control.v1.PaidIn.decode(reader, reader.size(), $undefined, _depth + 1, message.paidIn);
                                message._paidIn = "paidIn";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return EquityMarks;
            })();

            v1.PaidIn = (function() {

                const PaidIn = function (properties) {
                    this.amounts = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PaidIn.prototype.amounts = $util.emptyArray;

                PaidIn.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.amounts != null && message.amounts.length)
                        for (let i = 0; i < message.amounts.length; ++i)
                            $root.oasis.control.v1.CurrencyAmount.encode(message.amounts[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PaidIn.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.PaidIn();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.amounts && message.amounts.length))
                                    message.amounts = [];
                                message.amounts.push($root.oasis.control.v1.CurrencyAmount.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PaidIn;
            })();

            v1.CurrencyAmount = (function() {

                const CurrencyAmount = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CurrencyAmount.prototype.currency = "";
                CurrencyAmount.prototype.amount = "";

                CurrencyAmount.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== "")
                        writer.uint32(10).string(message.currency);
                    if (message.amount != null && $Object.hasOwnProperty.call(message, "amount") && message.amount !== "")
                        writer.uint32(18).string(message.amount);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CurrencyAmount.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.CurrencyAmount();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.currency = value;
                                else
                                    delete message.currency;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.amount = value;
                                else
                                    delete message.amount;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CurrencyAmount;
            })();

            v1.AccountControlState = (function() {

                const AccountControlState = function (properties) {
                    this.limits = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                AccountControlState.prototype.accountId = "";
                AccountControlState.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                AccountControlState.prototype.status = 0;
                AccountControlState.prototype.haltEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                AccountControlState.prototype.haltUnheard = false;
                AccountControlState.prototype.reason = "";
                AccountControlState.prototype.changedBy = "";
                AccountControlState.prototype.limits = $util.emptyArray;
                AccountControlState.prototype.marks = null;
                AccountControlState.prototype.resets = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                AccountControlState.prototype.ts = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(AccountControlState.prototype, "_marks", {
                    get: $util.oneOfGetter($oneOfFields = ["marks"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                AccountControlState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                        writer.uint32(16).uint64(message.version);
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                        writer.uint32(24).int32(message.status);
                    if (message.haltEpoch != null && $Object.hasOwnProperty.call(message, "haltEpoch") && (typeof message.haltEpoch === "object" ? message.haltEpoch.low || message.haltEpoch.high : message.haltEpoch !== 0))
                        writer.uint32(32).uint64(message.haltEpoch);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(42).string(message.reason);
                    if (message.changedBy != null && $Object.hasOwnProperty.call(message, "changedBy") && message.changedBy !== "")
                        writer.uint32(50).string(message.changedBy);
                    if (message.limits != null && message.limits.length)
                        for (let i = 0; i < message.limits.length; ++i)
                            $root.oasis.control.v1.ScopedLimits.encode(message.limits[i], writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.marks != null && $Object.hasOwnProperty.call(message, "marks"))
                        $root.oasis.control.v1.EquityMarks.encode(message.marks, writer.uint32(66).fork(), _depth + 1).ldelim();
                    if (message.resets != null && $Object.hasOwnProperty.call(message, "resets") && (typeof message.resets === "object" ? message.resets.low || message.resets.high : message.resets !== 0))
                        writer.uint32(72).uint64(message.resets);
                    if (message.ts != null && $Object.hasOwnProperty.call(message, "ts") && (typeof message.ts === "object" ? message.ts.low || message.ts.high : message.ts !== 0))
                        writer.uint32(81).fixed64(message.ts);
                    if (message.haltUnheard != null && $Object.hasOwnProperty.call(message, "haltUnheard") && message.haltUnheard !== false)
                        writer.uint32(88).bool(message.haltUnheard);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                AccountControlState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.AccountControlState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.status = value;
                                else
                                    delete message.status;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.haltEpoch = value;
                                else
                                    delete message.haltEpoch;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.haltUnheard = value;
                                else
                                    delete message.haltUnheard;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.changedBy = value;
                                else
                                    delete message.changedBy;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.limits && message.limits.length))
                                    message.limits = [];
                                message.limits.push($root.oasis.control.v1.ScopedLimits.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.marks = $root.oasis.control.v1.EquityMarks.decode(reader, reader.size(), $undefined, _depth + 1, message.marks);
                                message._marks = "marks";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.resets = value;
                                else
                                    delete message.resets;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ts = value;
                                else
                                    delete message.ts;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return AccountControlState;
            })();

            v1.StrategyControlState = (function() {

                const StrategyControlState = function (properties) {
                    this.instances = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                StrategyControlState.prototype.strategyId = "";
                StrategyControlState.prototype.accountId = "";
                StrategyControlState.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                StrategyControlState.prototype.status = 0;
                StrategyControlState.prototype.type = "";
                StrategyControlState.prototype.params = "";
                StrategyControlState.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                StrategyControlState.prototype.reason = "";
                StrategyControlState.prototype.changedBy = "";
                StrategyControlState.prototype.ts = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                StrategyControlState.prototype.paramsSet = false;
                StrategyControlState.prototype.instances = $util.emptyArray;

                StrategyControlState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.strategyId != null && $Object.hasOwnProperty.call(message, "strategyId") && message.strategyId !== "")
                        writer.uint32(10).string(message.strategyId);
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(18).string(message.accountId);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                        writer.uint32(24).uint64(message.version);
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                        writer.uint32(32).int32(message.status);
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== "")
                        writer.uint32(42).string(message.type);
                    if (message.params != null && $Object.hasOwnProperty.call(message, "params") && message.params !== "")
                        writer.uint32(50).string(message.params);
                    if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                        writer.uint32(56).uint64(message.generation);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(66).string(message.reason);
                    if (message.changedBy != null && $Object.hasOwnProperty.call(message, "changedBy") && message.changedBy !== "")
                        writer.uint32(74).string(message.changedBy);
                    if (message.ts != null && $Object.hasOwnProperty.call(message, "ts") && (typeof message.ts === "object" ? message.ts.low || message.ts.high : message.ts !== 0))
                        writer.uint32(81).fixed64(message.ts);
                    if (message.paramsSet != null && $Object.hasOwnProperty.call(message, "paramsSet") && message.paramsSet !== false)
                        writer.uint32(88).bool(message.paramsSet);
                    if (message.instances != null && message.instances.length)
                        for (let i = 0; i < message.instances.length; ++i)
                            writer.uint32(98).string(message.instances[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                StrategyControlState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.StrategyControlState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.strategyId = value;
                                else
                                    delete message.strategyId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.status = value;
                                else
                                    delete message.status;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.type = value;
                                else
                                    delete message.type;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.params = value;
                                else
                                    delete message.params;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.generation = value;
                                else
                                    delete message.generation;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.changedBy = value;
                                else
                                    delete message.changedBy;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ts = value;
                                else
                                    delete message.ts;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.paramsSet = value;
                                else
                                    delete message.paramsSet;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.instances && message.instances.length))
                                    message.instances = [];
                                message.instances.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return StrategyControlState;
            })();

            v1.HaltControlState = (function() {

                const HaltControlState = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                HaltControlState.prototype.owner = 0;
                HaltControlState.prototype.accountId = "";
                HaltControlState.prototype.haltEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                HaltControlState.prototype.reason = "";
                HaltControlState.prototype.ts = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                HaltControlState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.owner != null && $Object.hasOwnProperty.call(message, "owner") && message.owner !== 0)
                        writer.uint32(8).int32(message.owner);
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(18).string(message.accountId);
                    if (message.haltEpoch != null && $Object.hasOwnProperty.call(message, "haltEpoch") && (typeof message.haltEpoch === "object" ? message.haltEpoch.low || message.haltEpoch.high : message.haltEpoch !== 0))
                        writer.uint32(24).uint64(message.haltEpoch);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(34).string(message.reason);
                    if (message.ts != null && $Object.hasOwnProperty.call(message, "ts") && (typeof message.ts === "object" ? message.ts.low || message.ts.high : message.ts !== 0))
                        writer.uint32(41).fixed64(message.ts);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                HaltControlState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.HaltControlState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.owner = value;
                                else
                                    delete message.owner;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.haltEpoch = value;
                                else
                                    delete message.haltEpoch;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ts = value;
                                else
                                    delete message.ts;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return HaltControlState;
            })();

            v1.ControlState = (function() {

                const ControlState = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ControlState.prototype.account = null;
                ControlState.prototype.strategy = null;
                ControlState.prototype.halt = null;

                let $oneOfFields;

                $Object.defineProperty(ControlState.prototype, "target", {
                    get: $util.oneOfGetter($oneOfFields = ["account", "strategy", "halt"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                ControlState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.account != null && $Object.hasOwnProperty.call(message, "account"))
                        $root.oasis.control.v1.AccountControlState.encode(message.account, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.strategy != null && $Object.hasOwnProperty.call(message, "strategy"))
                        $root.oasis.control.v1.StrategyControlState.encode(message.strategy, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.halt != null && $Object.hasOwnProperty.call(message, "halt"))
                        $root.oasis.control.v1.HaltControlState.encode(message.halt, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ControlState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.ControlState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.account = $root.oasis.control.v1.AccountControlState.decode(reader, reader.size(), $undefined, _depth + 1, message.account);
                                message.target = "account";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.strategy = $root.oasis.control.v1.StrategyControlState.decode(reader, reader.size(), $undefined, _depth + 1, message.strategy);
                                message.target = "strategy";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.halt = $root.oasis.control.v1.HaltControlState.decode(reader, reader.size(), $undefined, _depth + 1, message.halt);
                                message.target = "halt";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ControlState;
            })();

            v1.LimitScope = (function() {

                const LimitScope = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                LimitScope.prototype.accountId = null;
                LimitScope.prototype.strategyId = null;
                LimitScope.prototype.instrumentId = null;

                let $oneOfFields;

                $Object.defineProperty(LimitScope.prototype, "level", {
                    get: $util.oneOfGetter($oneOfFields = ["accountId", "strategyId", "instrumentId"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                LimitScope.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId"))
                        writer.uint32(10).string(message.accountId);
                    if (message.strategyId != null && $Object.hasOwnProperty.call(message, "strategyId"))
                        writer.uint32(18).string(message.strategyId);
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId"))
                        writer.uint32(26).string(message.instrumentId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                LimitScope.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.LimitScope();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.accountId = reader.stringVerify();
                                message.level = "accountId";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.strategyId = reader.stringVerify();
                                message.level = "strategyId";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.instrumentId = reader.stringVerify();
                                message.level = "instrumentId";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LimitScope;
            })();

            v1.RiskLimits = (function() {

                const RiskLimits = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RiskLimits.prototype.maxOrderNotional = null;
                RiskLimits.prototype.maxPositionNotional = null;
                RiskLimits.prototype.maxGrossExposure = null;
                RiskLimits.prototype.maxNetExposure = null;
                RiskLimits.prototype.maxOpenOrders = null;
                RiskLimits.prototype.priceCollar = null;
                RiskLimits.prototype.maxReferenceAgeMs = null;
                RiskLimits.prototype.maxSignalAgeMs = null;
                RiskLimits.prototype.maxOrdersPerSecond = null;
                RiskLimits.prototype.maxCancelsPerSecond = null;
                RiskLimits.prototype.maxDailyLoss = null;
                RiskLimits.prototype.maxDrawdown = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxOrderNotional", {
                    get: $util.oneOfGetter($oneOfFields = ["maxOrderNotional"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxPositionNotional", {
                    get: $util.oneOfGetter($oneOfFields = ["maxPositionNotional"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxGrossExposure", {
                    get: $util.oneOfGetter($oneOfFields = ["maxGrossExposure"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxNetExposure", {
                    get: $util.oneOfGetter($oneOfFields = ["maxNetExposure"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxOpenOrders", {
                    get: $util.oneOfGetter($oneOfFields = ["maxOpenOrders"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_priceCollar", {
                    get: $util.oneOfGetter($oneOfFields = ["priceCollar"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxReferenceAgeMs", {
                    get: $util.oneOfGetter($oneOfFields = ["maxReferenceAgeMs"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxSignalAgeMs", {
                    get: $util.oneOfGetter($oneOfFields = ["maxSignalAgeMs"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxOrdersPerSecond", {
                    get: $util.oneOfGetter($oneOfFields = ["maxOrdersPerSecond"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxCancelsPerSecond", {
                    get: $util.oneOfGetter($oneOfFields = ["maxCancelsPerSecond"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxDailyLoss", {
                    get: $util.oneOfGetter($oneOfFields = ["maxDailyLoss"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RiskLimits.prototype, "_maxDrawdown", {
                    get: $util.oneOfGetter($oneOfFields = ["maxDrawdown"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                RiskLimits.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.maxOrderNotional != null && $Object.hasOwnProperty.call(message, "maxOrderNotional"))
                        writer.uint32(10).string(message.maxOrderNotional);
                    if (message.maxPositionNotional != null && $Object.hasOwnProperty.call(message, "maxPositionNotional"))
                        writer.uint32(18).string(message.maxPositionNotional);
                    if (message.maxGrossExposure != null && $Object.hasOwnProperty.call(message, "maxGrossExposure"))
                        writer.uint32(26).string(message.maxGrossExposure);
                    if (message.maxNetExposure != null && $Object.hasOwnProperty.call(message, "maxNetExposure"))
                        writer.uint32(34).string(message.maxNetExposure);
                    if (message.maxOpenOrders != null && $Object.hasOwnProperty.call(message, "maxOpenOrders"))
                        writer.uint32(40).uint64(message.maxOpenOrders);
                    if (message.priceCollar != null && $Object.hasOwnProperty.call(message, "priceCollar"))
                        writer.uint32(50).string(message.priceCollar);
                    if (message.maxReferenceAgeMs != null && $Object.hasOwnProperty.call(message, "maxReferenceAgeMs"))
                        writer.uint32(56).uint64(message.maxReferenceAgeMs);
                    if (message.maxSignalAgeMs != null && $Object.hasOwnProperty.call(message, "maxSignalAgeMs"))
                        writer.uint32(64).uint64(message.maxSignalAgeMs);
                    if (message.maxOrdersPerSecond != null && $Object.hasOwnProperty.call(message, "maxOrdersPerSecond"))
                        writer.uint32(73).double(message.maxOrdersPerSecond);
                    if (message.maxCancelsPerSecond != null && $Object.hasOwnProperty.call(message, "maxCancelsPerSecond"))
                        writer.uint32(81).double(message.maxCancelsPerSecond);
                    if (message.maxDailyLoss != null && $Object.hasOwnProperty.call(message, "maxDailyLoss"))
                        writer.uint32(90).string(message.maxDailyLoss);
                    if (message.maxDrawdown != null && $Object.hasOwnProperty.call(message, "maxDrawdown"))
                        writer.uint32(98).string(message.maxDrawdown);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RiskLimits.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.RiskLimits();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.maxOrderNotional = reader.stringVerify();
                                message._maxOrderNotional = "maxOrderNotional";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.maxPositionNotional = reader.stringVerify();
                                message._maxPositionNotional = "maxPositionNotional";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.maxGrossExposure = reader.stringVerify();
                                message._maxGrossExposure = "maxGrossExposure";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.maxNetExposure = reader.stringVerify();
                                message._maxNetExposure = "maxNetExposure";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                message.maxOpenOrders = reader.uint64();
                                message._maxOpenOrders = "maxOpenOrders";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.priceCollar = reader.stringVerify();
                                message._priceCollar = "priceCollar";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                message.maxReferenceAgeMs = reader.uint64();
                                message._maxReferenceAgeMs = "maxReferenceAgeMs";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                message.maxSignalAgeMs = reader.uint64();
                                message._maxSignalAgeMs = "maxSignalAgeMs";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 1)
                                    break;
                                message.maxOrdersPerSecond = reader.double();
                                message._maxOrdersPerSecond = "maxOrdersPerSecond";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                message.maxCancelsPerSecond = reader.double();
                                message._maxCancelsPerSecond = "maxCancelsPerSecond";
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.maxDailyLoss = reader.stringVerify();
                                message._maxDailyLoss = "maxDailyLoss";
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.maxDrawdown = reader.stringVerify();
                                message._maxDrawdown = "maxDrawdown";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RiskLimits;
            })();

            v1.ScopedLimits = (function() {

                const ScopedLimits = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ScopedLimits.prototype.scope = null;
                ScopedLimits.prototype.limits = null;

                ScopedLimits.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.scope != null && $Object.hasOwnProperty.call(message, "scope"))
                        $root.oasis.control.v1.LimitScope.encode(message.scope, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.oasis.control.v1.RiskLimits.encode(message.limits, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ScopedLimits.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.ScopedLimits();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.scope = $root.oasis.control.v1.LimitScope.decode(reader, reader.size(), $undefined, _depth + 1, message.scope);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.oasis.control.v1.RiskLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ScopedLimits;
            })();

            v1.BotStatus = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "BOT_STATUS_UNSPECIFIED"] = 0;
                values[valuesById[1] = "BOT_STATUS_RUNNING"] = 1;
                values[valuesById[2] = "BOT_STATUS_PAUSED"] = 2;
                values[valuesById[3] = "BOT_STATUS_HALTED"] = 3;
                return values;
            })();

            v1.HaltOwner = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "HALT_OWNER_UNSPECIFIED"] = 0;
                values[valuesById[1] = "HALT_OWNER_ORDER_MANAGER"] = 1;
                values[valuesById[2] = "HALT_OWNER_RISK_ENGINE"] = 2;
                return values;
            })();

            v1.StrategyStatus = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "STRATEGY_STATUS_UNSPECIFIED"] = 0;
                values[valuesById[1] = "STRATEGY_STATUS_RUNNING"] = 1;
                values[valuesById[2] = "STRATEGY_STATUS_STOPPED"] = 2;
                return values;
            })();

            v1.CommandKind = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "COMMAND_KIND_UNSPECIFIED"] = 0;
                values[valuesById[1] = "COMMAND_KIND_SET_BOT_STATUS"] = 1;
                values[valuesById[2] = "COMMAND_KIND_SET_STRATEGY_CONFIG"] = 2;
                values[valuesById[3] = "COMMAND_KIND_SET_STRATEGY_STATUS"] = 3;
                values[valuesById[4] = "COMMAND_KIND_SET_RISK_LIMITS"] = 4;
                values[valuesById[5] = "COMMAND_KIND_CANCEL_ORDER"] = 5;
                values[valuesById[6] = "COMMAND_KIND_RESET_PAPER"] = 6;
                return values;
            })();

            v1.CommandOutcome = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "COMMAND_OUTCOME_UNSPECIFIED"] = 0;
                values[valuesById[1] = "COMMAND_OUTCOME_APPLIED"] = 1;
                values[valuesById[2] = "COMMAND_OUTCOME_REJECTED"] = 2;
                return values;
            })();

            v1.DeadLetter = (function() {

                const DeadLetter = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                DeadLetter.prototype.topic = "";
                DeadLetter.prototype.partition = 0;
                DeadLetter.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                DeadLetter.prototype.key = "";
                DeadLetter.prototype.value = $util.newBuffer([]);
                DeadLetter.prototype.reason = "";
                DeadLetter.prototype.ts = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                DeadLetter.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.topic != null && $Object.hasOwnProperty.call(message, "topic") && message.topic !== "")
                        writer.uint32(10).string(message.topic);
                    if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                        writer.uint32(16).uint32(message.partition);
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(24).uint64(message.offset);
                    if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                        writer.uint32(34).string(message.key);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value.length)
                        writer.uint32(42).bytes(message.value);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(50).string(message.reason);
                    if (message.ts != null && $Object.hasOwnProperty.call(message, "ts") && (typeof message.ts === "object" ? message.ts.low || message.ts.high : message.ts !== 0))
                        writer.uint32(57).fixed64(message.ts);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                DeadLetter.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.control.v1.DeadLetter();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.topic = value;
                                else
                                    delete message.topic;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.partition = value;
                                else
                                    delete message.partition;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.key = value;
                                else
                                    delete message.key;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ts = value;
                                else
                                    delete message.ts;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return DeadLetter;
            })();

            return v1;
        })();

        return control;
    })();

    oasis.marketdata = (function() {

        const marketdata = {};

        marketdata.v1 = (function() {

            const v1 = {};

            v1.FeedStatus = (function() {

                const FeedStatus = function (properties) {
                    this.instrumentIds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                FeedStatus.prototype.venue = "";
                FeedStatus.prototype.connection = "";
                FeedStatus.prototype.state = 0;
                FeedStatus.prototype.instrumentIds = $util.emptyArray;
                FeedStatus.prototype.detail = "";
                FeedStatus.prototype.tsInit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                FeedStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                        writer.uint32(10).string(message.venue);
                    if (message.connection != null && $Object.hasOwnProperty.call(message, "connection") && message.connection !== "")
                        writer.uint32(18).string(message.connection);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(24).int32(message.state);
                    if (message.instrumentIds != null && message.instrumentIds.length)
                        for (let i = 0; i < message.instrumentIds.length; ++i)
                            writer.uint32(34).string(message.instrumentIds[i]);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(42).string(message.detail);
                    if (message.tsInit != null && $Object.hasOwnProperty.call(message, "tsInit") && (typeof message.tsInit === "object" ? message.tsInit.low || message.tsInit.high : message.tsInit !== 0))
                        writer.uint32(49).fixed64(message.tsInit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                FeedStatus.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.marketdata.v1.FeedStatus();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.venue = value;
                                else
                                    delete message.venue;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.connection = value;
                                else
                                    delete message.connection;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.instrumentIds && message.instrumentIds.length))
                                    message.instrumentIds = [];
                                message.instrumentIds.push(reader.stringVerify());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsInit = value;
                                else
                                    delete message.tsInit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return FeedStatus;
            })();

            v1.TradeOrigin = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "TRADE_ORIGIN_UNSPECIFIED"] = 0;
                values[valuesById[1] = "TRADE_ORIGIN_LIVE"] = 1;
                values[valuesById[2] = "TRADE_ORIGIN_SNAPSHOT"] = 2;
                values[valuesById[3] = "TRADE_ORIGIN_BACKFILL"] = 3;
                return values;
            })();

            v1.TakerSide = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "TAKER_SIDE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "TAKER_SIDE_BUY"] = 1;
                values[valuesById[2] = "TAKER_SIDE_SELL"] = 2;
                values[valuesById[3] = "TAKER_SIDE_UNKNOWN"] = 3;
                return values;
            })();

            v1.BookState = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "BOOK_STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "BOOK_STATE_LIVE"] = 1;
                values[valuesById[2] = "BOOK_STATE_QUARANTINED"] = 2;
                return values;
            })();

            v1.FeedState = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "FEED_STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "FEED_STATE_CONNECTED"] = 1;
                values[valuesById[2] = "FEED_STATE_STALE"] = 2;
                values[valuesById[3] = "FEED_STATE_GAP"] = 3;
                values[valuesById[4] = "FEED_STATE_RESYNCED"] = 4;
                values[valuesById[5] = "FEED_STATE_DISCONNECTED"] = 5;
                return values;
            })();

            v1.TradingStatus = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "TRADING_STATUS_UNSPECIFIED"] = 0;
                values[valuesById[1] = "TRADING_STATUS_TRADING"] = 1;
                values[valuesById[2] = "TRADING_STATUS_CANCEL_ONLY"] = 2;
                values[valuesById[3] = "TRADING_STATUS_LIMIT_ONLY"] = 3;
                values[valuesById[4] = "TRADING_STATUS_POST_ONLY"] = 4;
                values[valuesById[5] = "TRADING_STATUS_AUCTION"] = 5;
                values[valuesById[6] = "TRADING_STATUS_HALTED"] = 6;
                values[valuesById[7] = "TRADING_STATUS_DELISTED"] = 7;
                return values;
            })();

            v1.Instrument = (function() {

                const Instrument = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Instrument.prototype.id = "";
                Instrument.prototype.venue = "";
                Instrument.prototype.symbol = "";
                Instrument.prototype.base = "";
                Instrument.prototype.quote = "";
                Instrument.prototype.priceIncrement = "";
                Instrument.prototype.quantityIncrement = "";
                Instrument.prototype.minQuantity = "";
                Instrument.prototype.maxQuantity = "";
                Instrument.prototype.minNotional = "";
                Instrument.prototype.maxNotional = "";
                Instrument.prototype.status = 0;
                Instrument.prototype.tsEvent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                Instrument.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                        writer.uint32(10).string(message.id);
                    if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                        writer.uint32(18).string(message.venue);
                    if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                        writer.uint32(26).string(message.symbol);
                    if (message.base != null && $Object.hasOwnProperty.call(message, "base") && message.base !== "")
                        writer.uint32(34).string(message.base);
                    if (message.quote != null && $Object.hasOwnProperty.call(message, "quote") && message.quote !== "")
                        writer.uint32(42).string(message.quote);
                    if (message.priceIncrement != null && $Object.hasOwnProperty.call(message, "priceIncrement") && message.priceIncrement !== "")
                        writer.uint32(50).string(message.priceIncrement);
                    if (message.quantityIncrement != null && $Object.hasOwnProperty.call(message, "quantityIncrement") && message.quantityIncrement !== "")
                        writer.uint32(58).string(message.quantityIncrement);
                    if (message.minQuantity != null && $Object.hasOwnProperty.call(message, "minQuantity") && message.minQuantity !== "")
                        writer.uint32(66).string(message.minQuantity);
                    if (message.maxQuantity != null && $Object.hasOwnProperty.call(message, "maxQuantity") && message.maxQuantity !== "")
                        writer.uint32(74).string(message.maxQuantity);
                    if (message.minNotional != null && $Object.hasOwnProperty.call(message, "minNotional") && message.minNotional !== "")
                        writer.uint32(82).string(message.minNotional);
                    if (message.maxNotional != null && $Object.hasOwnProperty.call(message, "maxNotional") && message.maxNotional !== "")
                        writer.uint32(90).string(message.maxNotional);
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                        writer.uint32(96).int32(message.status);
                    if (message.tsEvent != null && $Object.hasOwnProperty.call(message, "tsEvent") && (typeof message.tsEvent === "object" ? message.tsEvent.low || message.tsEvent.high : message.tsEvent !== 0))
                        writer.uint32(105).fixed64(message.tsEvent);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Instrument.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.marketdata.v1.Instrument();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.venue = value;
                                else
                                    delete message.venue;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.symbol = value;
                                else
                                    delete message.symbol;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.base = value;
                                else
                                    delete message.base;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.quote = value;
                                else
                                    delete message.quote;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.priceIncrement = value;
                                else
                                    delete message.priceIncrement;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.quantityIncrement = value;
                                else
                                    delete message.quantityIncrement;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.minQuantity = value;
                                else
                                    delete message.minQuantity;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.maxQuantity = value;
                                else
                                    delete message.maxQuantity;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.minNotional = value;
                                else
                                    delete message.minNotional;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.maxNotional = value;
                                else
                                    delete message.maxNotional;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.status = value;
                                else
                                    delete message.status;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsEvent = value;
                                else
                                    delete message.tsEvent;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Instrument;
            })();

            v1.Trade = (function() {

                const Trade = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Trade.prototype.instrumentId = "";
                Trade.prototype.tradeId = "";
                Trade.prototype.price = "";
                Trade.prototype.quantity = "";
                Trade.prototype.takerSide = 0;
                Trade.prototype.origin = 0;
                Trade.prototype.connection = "";
                Trade.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Trade.prototype.tsEvent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Trade.prototype.tsInit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                Trade.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(10).string(message.instrumentId);
                    if (message.tradeId != null && $Object.hasOwnProperty.call(message, "tradeId") && message.tradeId !== "")
                        writer.uint32(18).string(message.tradeId);
                    if (message.price != null && $Object.hasOwnProperty.call(message, "price") && message.price !== "")
                        writer.uint32(26).string(message.price);
                    if (message.quantity != null && $Object.hasOwnProperty.call(message, "quantity") && message.quantity !== "")
                        writer.uint32(34).string(message.quantity);
                    if (message.takerSide != null && $Object.hasOwnProperty.call(message, "takerSide") && message.takerSide !== 0)
                        writer.uint32(40).int32(message.takerSide);
                    if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== 0)
                        writer.uint32(48).int32(message.origin);
                    if (message.connection != null && $Object.hasOwnProperty.call(message, "connection") && message.connection !== "")
                        writer.uint32(58).string(message.connection);
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(64).uint64(message.sequence);
                    if (message.tsEvent != null && $Object.hasOwnProperty.call(message, "tsEvent") && (typeof message.tsEvent === "object" ? message.tsEvent.low || message.tsEvent.high : message.tsEvent !== 0))
                        writer.uint32(73).fixed64(message.tsEvent);
                    if (message.tsInit != null && $Object.hasOwnProperty.call(message, "tsInit") && (typeof message.tsInit === "object" ? message.tsInit.low || message.tsInit.high : message.tsInit !== 0))
                        writer.uint32(81).fixed64(message.tsInit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Trade.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.marketdata.v1.Trade();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.tradeId = value;
                                else
                                    delete message.tradeId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.price = value;
                                else
                                    delete message.price;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.quantity = value;
                                else
                                    delete message.quantity;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.takerSide = value;
                                else
                                    delete message.takerSide;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.origin = value;
                                else
                                    delete message.origin;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.connection = value;
                                else
                                    delete message.connection;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsEvent = value;
                                else
                                    delete message.tsEvent;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsInit = value;
                                else
                                    delete message.tsInit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Trade;
            })();

            v1.PriceLevel = (function() {

                const PriceLevel = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PriceLevel.prototype.price = "";
                PriceLevel.prototype.quantity = "";

                PriceLevel.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.price != null && $Object.hasOwnProperty.call(message, "price") && message.price !== "")
                        writer.uint32(10).string(message.price);
                    if (message.quantity != null && $Object.hasOwnProperty.call(message, "quantity") && message.quantity !== "")
                        writer.uint32(18).string(message.quantity);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PriceLevel.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.marketdata.v1.PriceLevel();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.price = value;
                                else
                                    delete message.price;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.quantity = value;
                                else
                                    delete message.quantity;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PriceLevel;
            })();

            v1.Quote = (function() {

                const Quote = function (properties) {
                    this.bids = [];
                    this.asks = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Quote.prototype.instrumentId = "";
                Quote.prototype.state = 0;
                Quote.prototype.bids = $util.emptyArray;
                Quote.prototype.asks = $util.emptyArray;
                Quote.prototype.connection = "";
                Quote.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Quote.prototype.tsEvent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Quote.prototype.tsInit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                Quote.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(10).string(message.instrumentId);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(16).int32(message.state);
                    if (message.bids != null && message.bids.length)
                        for (let i = 0; i < message.bids.length; ++i)
                            $root.oasis.marketdata.v1.PriceLevel.encode(message.bids[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.asks != null && message.asks.length)
                        for (let i = 0; i < message.asks.length; ++i)
                            $root.oasis.marketdata.v1.PriceLevel.encode(message.asks[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.connection != null && $Object.hasOwnProperty.call(message, "connection") && message.connection !== "")
                        writer.uint32(42).string(message.connection);
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(48).uint64(message.sequence);
                    if (message.tsEvent != null && $Object.hasOwnProperty.call(message, "tsEvent") && (typeof message.tsEvent === "object" ? message.tsEvent.low || message.tsEvent.high : message.tsEvent !== 0))
                        writer.uint32(57).fixed64(message.tsEvent);
                    if (message.tsInit != null && $Object.hasOwnProperty.call(message, "tsInit") && (typeof message.tsInit === "object" ? message.tsInit.low || message.tsInit.high : message.tsInit !== 0))
                        writer.uint32(65).fixed64(message.tsInit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Quote.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.marketdata.v1.Quote();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.bids && message.bids.length))
                                    message.bids = [];
                                message.bids.push($root.oasis.marketdata.v1.PriceLevel.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.asks && message.asks.length))
                                    message.asks = [];
                                message.asks.push($root.oasis.marketdata.v1.PriceLevel.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.connection = value;
                                else
                                    delete message.connection;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsEvent = value;
                                else
                                    delete message.tsEvent;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsInit = value;
                                else
                                    delete message.tsInit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Quote;
            })();

            v1.RawTrade = (function() {

                const RawTrade = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RawTrade.prototype.instrumentId = "";
                RawTrade.prototype.tradeId = "";
                RawTrade.prototype.price = "";
                RawTrade.prototype.size = "";
                RawTrade.prototype.side = "";
                RawTrade.prototype.time = "";
                RawTrade.prototype.origin = 0;
                RawTrade.prototype.connection = "";
                RawTrade.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                RawTrade.prototype.tsInit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                RawTrade.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(10).string(message.instrumentId);
                    if (message.tradeId != null && $Object.hasOwnProperty.call(message, "tradeId") && message.tradeId !== "")
                        writer.uint32(18).string(message.tradeId);
                    if (message.price != null && $Object.hasOwnProperty.call(message, "price") && message.price !== "")
                        writer.uint32(26).string(message.price);
                    if (message.size != null && $Object.hasOwnProperty.call(message, "size") && message.size !== "")
                        writer.uint32(34).string(message.size);
                    if (message.side != null && $Object.hasOwnProperty.call(message, "side") && message.side !== "")
                        writer.uint32(42).string(message.side);
                    if (message.time != null && $Object.hasOwnProperty.call(message, "time") && message.time !== "")
                        writer.uint32(50).string(message.time);
                    if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== 0)
                        writer.uint32(56).int32(message.origin);
                    if (message.connection != null && $Object.hasOwnProperty.call(message, "connection") && message.connection !== "")
                        writer.uint32(66).string(message.connection);
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(72).uint64(message.sequence);
                    if (message.tsInit != null && $Object.hasOwnProperty.call(message, "tsInit") && (typeof message.tsInit === "object" ? message.tsInit.low || message.tsInit.high : message.tsInit !== 0))
                        writer.uint32(81).fixed64(message.tsInit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RawTrade.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.marketdata.v1.RawTrade();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.tradeId = value;
                                else
                                    delete message.tradeId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.price = value;
                                else
                                    delete message.price;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.size = value;
                                else
                                    delete message.size;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.side = value;
                                else
                                    delete message.side;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.time = value;
                                else
                                    delete message.time;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.origin = value;
                                else
                                    delete message.origin;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.connection = value;
                                else
                                    delete message.connection;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsInit = value;
                                else
                                    delete message.tsInit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RawTrade;
            })();

            v1.RawLevel = (function() {

                const RawLevel = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RawLevel.prototype.price = "";
                RawLevel.prototype.size = "";

                RawLevel.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.price != null && $Object.hasOwnProperty.call(message, "price") && message.price !== "")
                        writer.uint32(10).string(message.price);
                    if (message.size != null && $Object.hasOwnProperty.call(message, "size") && message.size !== "")
                        writer.uint32(18).string(message.size);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RawLevel.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.marketdata.v1.RawLevel();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.price = value;
                                else
                                    delete message.price;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.size = value;
                                else
                                    delete message.size;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RawLevel;
            })();

            v1.RawQuote = (function() {

                const RawQuote = function (properties) {
                    this.bids = [];
                    this.asks = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RawQuote.prototype.instrumentId = "";
                RawQuote.prototype.state = 0;
                RawQuote.prototype.bids = $util.emptyArray;
                RawQuote.prototype.asks = $util.emptyArray;
                RawQuote.prototype.connection = "";
                RawQuote.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                RawQuote.prototype.tsEvent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                RawQuote.prototype.tsInit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                RawQuote.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(10).string(message.instrumentId);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(16).int32(message.state);
                    if (message.bids != null && message.bids.length)
                        for (let i = 0; i < message.bids.length; ++i)
                            $root.oasis.marketdata.v1.RawLevel.encode(message.bids[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.asks != null && message.asks.length)
                        for (let i = 0; i < message.asks.length; ++i)
                            $root.oasis.marketdata.v1.RawLevel.encode(message.asks[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                    if (message.connection != null && $Object.hasOwnProperty.call(message, "connection") && message.connection !== "")
                        writer.uint32(42).string(message.connection);
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(48).uint64(message.sequence);
                    if (message.tsEvent != null && $Object.hasOwnProperty.call(message, "tsEvent") && (typeof message.tsEvent === "object" ? message.tsEvent.low || message.tsEvent.high : message.tsEvent !== 0))
                        writer.uint32(57).fixed64(message.tsEvent);
                    if (message.tsInit != null && $Object.hasOwnProperty.call(message, "tsInit") && (typeof message.tsInit === "object" ? message.tsInit.low || message.tsInit.high : message.tsInit !== 0))
                        writer.uint32(65).fixed64(message.tsInit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RawQuote.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.marketdata.v1.RawQuote();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.bids && message.bids.length))
                                    message.bids = [];
                                message.bids.push($root.oasis.marketdata.v1.RawLevel.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.asks && message.asks.length))
                                    message.asks = [];
                                message.asks.push($root.oasis.marketdata.v1.RawLevel.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.connection = value;
                                else
                                    delete message.connection;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsEvent = value;
                                else
                                    delete message.tsEvent;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsInit = value;
                                else
                                    delete message.tsInit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RawQuote;
            })();

            return v1;
        })();

        return marketdata;
    })();

    oasis.trading = (function() {

        const trading = {};

        trading.v1 = (function() {

            const v1 = {};

            v1.Signal = (function() {

                const Signal = function (properties) {
                    this.values = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Signal.prototype.eventId = "";
                Signal.prototype.accountId = "";
                Signal.prototype.strategyId = "";
                Signal.prototype.instrumentId = "";
                Signal.prototype.side = 0;
                Signal.prototype.intentId = "";
                Signal.prototype.cause = null;
                Signal.prototype.values = $util.emptyObject;
                Signal.prototype.ts = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                Signal.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.eventId != null && $Object.hasOwnProperty.call(message, "eventId") && message.eventId !== "")
                        writer.uint32(10).string(message.eventId);
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(18).string(message.accountId);
                    if (message.strategyId != null && $Object.hasOwnProperty.call(message, "strategyId") && message.strategyId !== "")
                        writer.uint32(26).string(message.strategyId);
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(34).string(message.instrumentId);
                    if (message.side != null && $Object.hasOwnProperty.call(message, "side") && message.side !== 0)
                        writer.uint32(40).int32(message.side);
                    if (message.intentId != null && $Object.hasOwnProperty.call(message, "intentId") && message.intentId !== "")
                        writer.uint32(50).string(message.intentId);
                    if (message.cause != null && $Object.hasOwnProperty.call(message, "cause"))
                        $root.oasis.trading.v1.Cause.encode(message.cause, writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.values != null && $Object.hasOwnProperty.call(message, "values"))
                        for (let keys = $Object.keys(message.values), i = 0; i < keys.length; ++i)
                            writer.uint32(66).fork().uint32(10).string(keys[i]).uint32(18).string(message.values[keys[i]]).ldelim();
                    if (message.ts != null && $Object.hasOwnProperty.call(message, "ts") && (typeof message.ts === "object" ? message.ts.low || message.ts.high : message.ts !== 0))
                        writer.uint32(73).fixed64(message.ts);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Signal.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Signal();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.eventId = value;
                                else
                                    delete message.eventId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.strategyId = value;
                                else
                                    delete message.strategyId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.side = value;
                                else
                                    delete message.side;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.intentId = value;
                                else
                                    delete message.intentId;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.cause = $root.oasis.trading.v1.Cause.decode(reader, reader.size(), $undefined, _depth + 1, message.cause);
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (message.values === $util.emptyObject)
                                    message.values = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.values, key);
                                message.values[key] = value;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ts = value;
                                else
                                    delete message.ts;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Signal;
            })();

            v1.Approved = (function() {

                const Approved = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Approved.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Approved.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Approved();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Approved;
            })();

            v1.Denied = (function() {

                const Denied = function (properties) {
                    this.context = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Denied.prototype.code = 0;
                Denied.prototype.context = $util.emptyObject;

                Denied.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(8).int32(message.code);
                    if (message.context != null && $Object.hasOwnProperty.call(message, "context"))
                        for (let keys = $Object.keys(message.context), i = 0; i < keys.length; ++i)
                            writer.uint32(18).fork().uint32(10).string(keys[i]).uint32(18).string(message.context[keys[i]]).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Denied.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Denied();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (message.context === $util.emptyObject)
                                    message.context = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.context, key);
                                message.context[key] = value;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Denied;
            })();

            v1.RiskVerdict = (function() {

                const RiskVerdict = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RiskVerdict.prototype.approved = null;
                RiskVerdict.prototype.denied = null;

                let $oneOfFields;

                $Object.defineProperty(RiskVerdict.prototype, "result", {
                    get: $util.oneOfGetter($oneOfFields = ["approved", "denied"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                RiskVerdict.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.approved != null && $Object.hasOwnProperty.call(message, "approved"))
                        $root.oasis.trading.v1.Approved.encode(message.approved, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.denied != null && $Object.hasOwnProperty.call(message, "denied"))
                        $root.oasis.trading.v1.Denied.encode(message.denied, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RiskVerdict.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.RiskVerdict();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.approved = $root.oasis.trading.v1.Approved.decode(reader, reader.size(), $undefined, _depth + 1, message.approved);
                                message.result = "approved";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.denied = $root.oasis.trading.v1.Denied.decode(reader, reader.size(), $undefined, _depth + 1, message.denied);
                                message.result = "denied";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RiskVerdict;
            })();

            v1.RuleCheck = (function() {

                const RuleCheck = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RuleCheck.prototype.rule = 0;
                RuleCheck.prototype.level = null;
                RuleCheck.prototype.value = "";
                RuleCheck.prototype.limit = "";
                RuleCheck.prototype.unit = "";

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(RuleCheck.prototype, "_level", {
                    get: $util.oneOfGetter($oneOfFields = ["level"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                RuleCheck.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.rule != null && $Object.hasOwnProperty.call(message, "rule") && message.rule !== 0)
                        writer.uint32(8).int32(message.rule);
                    if (message.level != null && $Object.hasOwnProperty.call(message, "level"))
                        writer.uint32(18).string(message.level);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                        writer.uint32(26).string(message.value);
                    if (message.limit != null && $Object.hasOwnProperty.call(message, "limit") && message.limit !== "")
                        writer.uint32(34).string(message.limit);
                    if (message.unit != null && $Object.hasOwnProperty.call(message, "unit") && message.unit !== "")
                        writer.uint32(42).string(message.unit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RuleCheck.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.RuleCheck();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.rule = value;
                                else
                                    delete message.rule;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.level = reader.stringVerify();
                                message._level = "level";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.value = value;
                                else
                                    delete message.value;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.limit = value;
                                else
                                    delete message.limit;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.unit = value;
                                else
                                    delete message.unit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RuleCheck;
            })();

            v1.RiskDecision = (function() {

                const RiskDecision = function (properties) {
                    this.checks = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RiskDecision.prototype.eventId = "";
                RiskDecision.prototype.intent = null;
                RiskDecision.prototype.verdict = null;
                RiskDecision.prototype.riskEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                RiskDecision.prototype.ts = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                RiskDecision.prototype.checks = $util.emptyArray;

                RiskDecision.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.eventId != null && $Object.hasOwnProperty.call(message, "eventId") && message.eventId !== "")
                        writer.uint32(10).string(message.eventId);
                    if (message.intent != null && $Object.hasOwnProperty.call(message, "intent"))
                        $root.oasis.trading.v1.OrderIntent.encode(message.intent, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                        $root.oasis.trading.v1.RiskVerdict.encode(message.verdict, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.riskEpoch != null && $Object.hasOwnProperty.call(message, "riskEpoch") && (typeof message.riskEpoch === "object" ? message.riskEpoch.low || message.riskEpoch.high : message.riskEpoch !== 0))
                        writer.uint32(32).uint64(message.riskEpoch);
                    if (message.ts != null && $Object.hasOwnProperty.call(message, "ts") && (typeof message.ts === "object" ? message.ts.low || message.ts.high : message.ts !== 0))
                        writer.uint32(41).fixed64(message.ts);
                    if (message.checks != null && message.checks.length)
                        for (let i = 0; i < message.checks.length; ++i)
                            $root.oasis.trading.v1.RuleCheck.encode(message.checks[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RiskDecision.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.RiskDecision();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.eventId = value;
                                else
                                    delete message.eventId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.intent = $root.oasis.trading.v1.OrderIntent.decode(reader, reader.size(), $undefined, _depth + 1, message.intent);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.verdict = $root.oasis.trading.v1.RiskVerdict.decode(reader, reader.size(), $undefined, _depth + 1, message.verdict);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.riskEpoch = value;
                                else
                                    delete message.riskEpoch;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ts = value;
                                else
                                    delete message.ts;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.checks && message.checks.length))
                                    message.checks = [];
                                message.checks.push($root.oasis.trading.v1.RuleCheck.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RiskDecision;
            })();

            v1.MarketTerms = (function() {

                const MarketTerms = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                MarketTerms.prototype.timeInForce = 0;
                MarketTerms.prototype.quantity = null;
                MarketTerms.prototype.quoteAmount = null;

                let $oneOfFields;

                $Object.defineProperty(MarketTerms.prototype, "size", {
                    get: $util.oneOfGetter($oneOfFields = ["quantity", "quoteAmount"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                MarketTerms.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.timeInForce != null && $Object.hasOwnProperty.call(message, "timeInForce") && message.timeInForce !== 0)
                        writer.uint32(8).int32(message.timeInForce);
                    if (message.quantity != null && $Object.hasOwnProperty.call(message, "quantity"))
                        writer.uint32(18).string(message.quantity);
                    if (message.quoteAmount != null && $Object.hasOwnProperty.call(message, "quoteAmount"))
                        writer.uint32(26).string(message.quoteAmount);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                MarketTerms.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.MarketTerms();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.timeInForce = value;
                                else
                                    delete message.timeInForce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.quantity = reader.stringVerify();
                                message.size = "quantity";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.quoteAmount = reader.stringVerify();
                                message.size = "quoteAmount";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return MarketTerms;
            })();

            v1.LimitTerms = (function() {

                const LimitTerms = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                LimitTerms.prototype.timeInForce = 0;
                LimitTerms.prototype.quantity = "";
                LimitTerms.prototype.limitPrice = "";
                LimitTerms.prototype.postOnly = false;
                LimitTerms.prototype.expiresAt = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(LimitTerms.prototype, "_expiresAt", {
                    get: $util.oneOfGetter($oneOfFields = ["expiresAt"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                LimitTerms.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.timeInForce != null && $Object.hasOwnProperty.call(message, "timeInForce") && message.timeInForce !== 0)
                        writer.uint32(8).int32(message.timeInForce);
                    if (message.quantity != null && $Object.hasOwnProperty.call(message, "quantity") && message.quantity !== "")
                        writer.uint32(18).string(message.quantity);
                    if (message.limitPrice != null && $Object.hasOwnProperty.call(message, "limitPrice") && message.limitPrice !== "")
                        writer.uint32(26).string(message.limitPrice);
                    if (message.postOnly != null && $Object.hasOwnProperty.call(message, "postOnly") && message.postOnly !== false)
                        writer.uint32(32).bool(message.postOnly);
                    if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt"))
                        writer.uint32(41).fixed64(message.expiresAt);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                LimitTerms.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.LimitTerms();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.timeInForce = value;
                                else
                                    delete message.timeInForce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.quantity = value;
                                else
                                    delete message.quantity;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.limitPrice = value;
                                else
                                    delete message.limitPrice;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.postOnly = value;
                                else
                                    delete message.postOnly;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                message.expiresAt = reader.fixed64();
                                message._expiresAt = "expiresAt";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return LimitTerms;
            })();

            v1.StopLimitTerms = (function() {

                const StopLimitTerms = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                StopLimitTerms.prototype.timeInForce = 0;
                StopLimitTerms.prototype.quantity = "";
                StopLimitTerms.prototype.limitPrice = "";
                StopLimitTerms.prototype.stopPrice = "";
                StopLimitTerms.prototype.expiresAt = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(StopLimitTerms.prototype, "_expiresAt", {
                    get: $util.oneOfGetter($oneOfFields = ["expiresAt"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                StopLimitTerms.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.timeInForce != null && $Object.hasOwnProperty.call(message, "timeInForce") && message.timeInForce !== 0)
                        writer.uint32(8).int32(message.timeInForce);
                    if (message.quantity != null && $Object.hasOwnProperty.call(message, "quantity") && message.quantity !== "")
                        writer.uint32(18).string(message.quantity);
                    if (message.limitPrice != null && $Object.hasOwnProperty.call(message, "limitPrice") && message.limitPrice !== "")
                        writer.uint32(26).string(message.limitPrice);
                    if (message.stopPrice != null && $Object.hasOwnProperty.call(message, "stopPrice") && message.stopPrice !== "")
                        writer.uint32(34).string(message.stopPrice);
                    if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt"))
                        writer.uint32(41).fixed64(message.expiresAt);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                StopLimitTerms.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.StopLimitTerms();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.timeInForce = value;
                                else
                                    delete message.timeInForce;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.quantity = value;
                                else
                                    delete message.quantity;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.limitPrice = value;
                                else
                                    delete message.limitPrice;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.stopPrice = value;
                                else
                                    delete message.stopPrice;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                message.expiresAt = reader.fixed64();
                                message._expiresAt = "expiresAt";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return StopLimitTerms;
            })();

            v1.Cause = (function() {

                const Cause = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Cause.prototype.eventId = "";
                Cause.prototype.tsEvent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Cause.prototype.tsInit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                Cause.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.eventId != null && $Object.hasOwnProperty.call(message, "eventId") && message.eventId !== "")
                        writer.uint32(10).string(message.eventId);
                    if (message.tsEvent != null && $Object.hasOwnProperty.call(message, "tsEvent") && (typeof message.tsEvent === "object" ? message.tsEvent.low || message.tsEvent.high : message.tsEvent !== 0))
                        writer.uint32(17).fixed64(message.tsEvent);
                    if (message.tsInit != null && $Object.hasOwnProperty.call(message, "tsInit") && (typeof message.tsInit === "object" ? message.tsInit.low || message.tsInit.high : message.tsInit !== 0))
                        writer.uint32(25).fixed64(message.tsInit);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Cause.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Cause();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.eventId = value;
                                else
                                    delete message.eventId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsEvent = value;
                                else
                                    delete message.tsEvent;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsInit = value;
                                else
                                    delete message.tsInit;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Cause;
            })();

            v1.OrderIntent = (function() {

                const OrderIntent = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OrderIntent.prototype.intentId = "";
                OrderIntent.prototype.accountId = "";
                OrderIntent.prototype.strategyId = "";
                OrderIntent.prototype.mode = 0;
                OrderIntent.prototype.instrumentId = "";
                OrderIntent.prototype.side = 0;
                OrderIntent.prototype.market = null;
                OrderIntent.prototype.limit = null;
                OrderIntent.prototype.stopLimit = null;
                OrderIntent.prototype.reduceOnly = false;
                OrderIntent.prototype.cause = null;
                OrderIntent.prototype.replaces = null;

                let $oneOfFields;

                $Object.defineProperty(OrderIntent.prototype, "terms", {
                    get: $util.oneOfGetter($oneOfFields = ["market", "limit", "stopLimit"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(OrderIntent.prototype, "_replaces", {
                    get: $util.oneOfGetter($oneOfFields = ["replaces"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                OrderIntent.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.intentId != null && $Object.hasOwnProperty.call(message, "intentId") && message.intentId !== "")
                        writer.uint32(10).string(message.intentId);
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(18).string(message.accountId);
                    if (message.strategyId != null && $Object.hasOwnProperty.call(message, "strategyId") && message.strategyId !== "")
                        writer.uint32(26).string(message.strategyId);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                        writer.uint32(32).int32(message.mode);
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(42).string(message.instrumentId);
                    if (message.side != null && $Object.hasOwnProperty.call(message, "side") && message.side !== 0)
                        writer.uint32(48).int32(message.side);
                    if (message.market != null && $Object.hasOwnProperty.call(message, "market"))
                        $root.oasis.trading.v1.MarketTerms.encode(message.market, writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.limit != null && $Object.hasOwnProperty.call(message, "limit"))
                        $root.oasis.trading.v1.LimitTerms.encode(message.limit, writer.uint32(66).fork(), _depth + 1).ldelim();
                    if (message.stopLimit != null && $Object.hasOwnProperty.call(message, "stopLimit"))
                        $root.oasis.trading.v1.StopLimitTerms.encode(message.stopLimit, writer.uint32(74).fork(), _depth + 1).ldelim();
                    if (message.reduceOnly != null && $Object.hasOwnProperty.call(message, "reduceOnly") && message.reduceOnly !== false)
                        writer.uint32(80).bool(message.reduceOnly);
                    if (message.cause != null && $Object.hasOwnProperty.call(message, "cause"))
                        $root.oasis.trading.v1.Cause.encode(message.cause, writer.uint32(90).fork(), _depth + 1).ldelim();
                    if (message.replaces != null && $Object.hasOwnProperty.call(message, "replaces"))
                        writer.uint32(98).string(message.replaces);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OrderIntent.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.OrderIntent();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.intentId = value;
                                else
                                    delete message.intentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.strategyId = value;
                                else
                                    delete message.strategyId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.side = value;
                                else
                                    delete message.side;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.market = $root.oasis.trading.v1.MarketTerms.decode(reader, reader.size(), $undefined, _depth + 1, message.market);
                                message.terms = "market";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.limit = $root.oasis.trading.v1.LimitTerms.decode(reader, reader.size(), $undefined, _depth + 1, message.limit);
                                message.terms = "limit";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.stopLimit = $root.oasis.trading.v1.StopLimitTerms.decode(reader, reader.size(), $undefined, _depth + 1, message.stopLimit);
                                message.terms = "stopLimit";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.reduceOnly = value;
                                else
                                    delete message.reduceOnly;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                message.cause = $root.oasis.trading.v1.Cause.decode(reader, reader.size(), $undefined, _depth + 1, message.cause);
                                continue;
                            }
                        case 12: {
                                if (wireType !== 2)
                                    break;
                                message.replaces = reader.stringVerify();
                                message._replaces = "replaces";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OrderIntent;
            })();

            v1.Approval = (function() {

                const Approval = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Approval.prototype.intentId = "";
                Approval.prototype.expiresAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Approval.prototype.haltEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Approval.prototype.riskEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Approval.prototype.keyId = "";
                Approval.prototype.mac = $util.newBuffer([]);

                Approval.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.intentId != null && $Object.hasOwnProperty.call(message, "intentId") && message.intentId !== "")
                        writer.uint32(10).string(message.intentId);
                    if (message.expiresAt != null && $Object.hasOwnProperty.call(message, "expiresAt") && (typeof message.expiresAt === "object" ? message.expiresAt.low || message.expiresAt.high : message.expiresAt !== 0))
                        writer.uint32(17).fixed64(message.expiresAt);
                    if (message.haltEpoch != null && $Object.hasOwnProperty.call(message, "haltEpoch") && (typeof message.haltEpoch === "object" ? message.haltEpoch.low || message.haltEpoch.high : message.haltEpoch !== 0))
                        writer.uint32(24).uint64(message.haltEpoch);
                    if (message.riskEpoch != null && $Object.hasOwnProperty.call(message, "riskEpoch") && (typeof message.riskEpoch === "object" ? message.riskEpoch.low || message.riskEpoch.high : message.riskEpoch !== 0))
                        writer.uint32(32).uint64(message.riskEpoch);
                    if (message.keyId != null && $Object.hasOwnProperty.call(message, "keyId") && message.keyId !== "")
                        writer.uint32(42).string(message.keyId);
                    if (message.mac != null && $Object.hasOwnProperty.call(message, "mac") && message.mac.length)
                        writer.uint32(50).bytes(message.mac);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Approval.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Approval();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.intentId = value;
                                else
                                    delete message.intentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.expiresAt = value;
                                else
                                    delete message.expiresAt;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.haltEpoch = value;
                                else
                                    delete message.haltEpoch;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.riskEpoch = value;
                                else
                                    delete message.riskEpoch;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.keyId = value;
                                else
                                    delete message.keyId;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.mac = value;
                                else
                                    delete message.mac;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Approval;
            })();

            v1.Side = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "SIDE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "SIDE_BUY"] = 1;
                values[valuesById[2] = "SIDE_SELL"] = 2;
                return values;
            })();

            v1.TradingMode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "TRADING_MODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "TRADING_MODE_PAPER"] = 1;
                values[valuesById[2] = "TRADING_MODE_REAL"] = 2;
                return values;
            })();

            v1.TimeInForce = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "TIME_IN_FORCE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "TIME_IN_FORCE_GTC"] = 1;
                values[valuesById[2] = "TIME_IN_FORCE_GTD"] = 2;
                values[valuesById[3] = "TIME_IN_FORCE_IOC"] = 3;
                values[valuesById[4] = "TIME_IN_FORCE_FOK"] = 4;
                return values;
            })();

            v1.OrderState = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ORDER_STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ORDER_STATE_PENDING_SUBMIT"] = 1;
                values[valuesById[2] = "ORDER_STATE_SUBMITTED"] = 2;
                values[valuesById[3] = "ORDER_STATE_UNKNOWN"] = 3;
                values[valuesById[4] = "ORDER_STATE_REVIEW"] = 4;
                values[valuesById[5] = "ORDER_STATE_OPEN"] = 5;
                values[valuesById[6] = "ORDER_STATE_PARTIALLY_FILLED"] = 6;
                values[valuesById[7] = "ORDER_STATE_PENDING_CANCEL"] = 7;
                values[valuesById[8] = "ORDER_STATE_FILLED"] = 8;
                values[valuesById[9] = "ORDER_STATE_CANCELED"] = 9;
                values[valuesById[10] = "ORDER_STATE_REJECTED"] = 10;
                values[valuesById[11] = "ORDER_STATE_EXPIRED"] = 11;
                values[valuesById[12] = "ORDER_STATE_NOT_SENT"] = 12;
                values[valuesById[13] = "ORDER_STATE_VOIDED"] = 13;
                return values;
            })();

            v1.OrderTrigger = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ORDER_TRIGGER_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ORDER_TRIGGER_CREATE"] = 1;
                values[valuesById[2] = "ORDER_TRIGGER_SUBMIT"] = 2;
                values[valuesById[3] = "ORDER_TRIGGER_ACKNOWLEDGE"] = 3;
                values[valuesById[4] = "ORDER_TRIGGER_REJECT"] = 4;
                values[valuesById[5] = "ORDER_TRIGGER_NOT_SENT"] = 5;
                values[valuesById[6] = "ORDER_TRIGGER_LOSE_TRACK"] = 6;
                values[valuesById[7] = "ORDER_TRIGGER_ABSENT"] = 7;
                values[valuesById[8] = "ORDER_TRIGGER_REVIEW"] = 8;
                values[valuesById[9] = "ORDER_TRIGGER_PARTIAL_FILL"] = 9;
                values[valuesById[10] = "ORDER_TRIGGER_FILL"] = 10;
                values[valuesById[11] = "ORDER_TRIGGER_REQUEST_CANCEL"] = 11;
                values[valuesById[12] = "ORDER_TRIGGER_CANCEL_REJECTED"] = 12;
                values[valuesById[13] = "ORDER_TRIGGER_CANCELED"] = 13;
                values[valuesById[14] = "ORDER_TRIGGER_EXPIRED"] = 14;
                values[valuesById[15] = "ORDER_TRIGGER_VOID"] = 15;
                return values;
            })();

            v1.Liquidity = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "LIQUIDITY_UNSPECIFIED"] = 0;
                values[valuesById[1] = "LIQUIDITY_MAKER"] = 1;
                values[valuesById[2] = "LIQUIDITY_TAKER"] = 2;
                values[valuesById[3] = "LIQUIDITY_UNKNOWN"] = 3;
                return values;
            })();

            v1.ExecutionKind = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "EXECUTION_KIND_UNSPECIFIED"] = 0;
                values[valuesById[1] = "EXECUTION_KIND_FILL"] = 1;
                values[valuesById[2] = "EXECUTION_KIND_REVERSAL"] = 2;
                return values;
            })();

            v1.AdjustmentReason = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ADJUSTMENT_REASON_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ADJUSTMENT_REASON_OPENING"] = 1;
                values[valuesById[2] = "ADJUSTMENT_REASON_DEPOSIT"] = 2;
                values[valuesById[3] = "ADJUSTMENT_REASON_WITHDRAWAL"] = 3;
                values[valuesById[4] = "ADJUSTMENT_REASON_EXTERNAL_TRADE"] = 4;
                values[valuesById[5] = "ADJUSTMENT_REASON_CORRECTION"] = 5;
                return values;
            })();

            v1.DenialCode = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "DENIAL_CODE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "DENIAL_CODE_MALFORMED_INTENT"] = 1;
                values[valuesById[2] = "DENIAL_CODE_MODE_MISMATCH"] = 2;
                values[valuesById[3] = "DENIAL_CODE_UNKNOWN_INSTRUMENT"] = 3;
                values[valuesById[4] = "DENIAL_CODE_INSTRUMENT_NOT_TRADABLE"] = 4;
                values[valuesById[5] = "DENIAL_CODE_PRICE_INCREMENT"] = 5;
                values[valuesById[6] = "DENIAL_CODE_SIZE_INCREMENT"] = 6;
                values[valuesById[7] = "DENIAL_CODE_BELOW_MIN_SIZE"] = 7;
                values[valuesById[8] = "DENIAL_CODE_ABOVE_MAX_SIZE"] = 8;
                values[valuesById[9] = "DENIAL_CODE_BELOW_MIN_NOTIONAL"] = 9;
                values[valuesById[10] = "DENIAL_CODE_ORDER_NOTIONAL_LIMIT"] = 10;
                values[valuesById[11] = "DENIAL_CODE_POSITION_LIMIT"] = 11;
                values[valuesById[12] = "DENIAL_CODE_GROSS_EXPOSURE_LIMIT"] = 12;
                values[valuesById[13] = "DENIAL_CODE_NET_EXPOSURE_LIMIT"] = 13;
                values[valuesById[14] = "DENIAL_CODE_OPEN_ORDERS_LIMIT"] = 14;
                values[valuesById[15] = "DENIAL_CODE_PRICE_COLLAR"] = 15;
                values[valuesById[16] = "DENIAL_CODE_NO_REFERENCE_PRICE"] = 16;
                values[valuesById[17] = "DENIAL_CODE_STALE_REFERENCE_PRICE"] = 17;
                values[valuesById[18] = "DENIAL_CODE_STALE_SIGNAL"] = 18;
                values[valuesById[19] = "DENIAL_CODE_ORDER_RATE_LIMIT"] = 19;
                values[valuesById[20] = "DENIAL_CODE_CANCEL_RATE_LIMIT"] = 20;
                values[valuesById[21] = "DENIAL_CODE_DAILY_LOSS_LIMIT"] = 21;
                values[valuesById[22] = "DENIAL_CODE_DRAWDOWN_LIMIT"] = 22;
                values[valuesById[23] = "DENIAL_CODE_INSUFFICIENT_BALANCE"] = 23;
                values[valuesById[24] = "DENIAL_CODE_REDUCE_ONLY_VIOLATION"] = 24;
                values[valuesById[25] = "DENIAL_CODE_SELF_TRADE"] = 25;
                values[valuesById[26] = "DENIAL_CODE_INTENT_MISMATCH"] = 26;
                values[valuesById[27] = "DENIAL_CODE_BOT_PAUSED"] = 27;
                values[valuesById[28] = "DENIAL_CODE_BOT_HALTED"] = 28;
                values[valuesById[29] = "DENIAL_CODE_STRATEGY_STOPPED"] = 29;
                values[valuesById[30] = "DENIAL_CODE_RECONCILING"] = 30;
                values[valuesById[31] = "DENIAL_CODE_ORDER_OUTCOME_UNKNOWN"] = 31;
                values[valuesById[32] = "DENIAL_CODE_ORDER_MANAGER_UNAVAILABLE"] = 32;
                return values;
            })();

            v1.AuditSource = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "AUDIT_SOURCE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "AUDIT_SOURCE_RISK"] = 1;
                values[valuesById[2] = "AUDIT_SOURCE_CACHE"] = 2;
                values[valuesById[3] = "AUDIT_SOURCE_VENUE"] = 3;
                values[valuesById[4] = "AUDIT_SOURCE_STORE"] = 4;
                return values;
            })();

            v1.OrderResolution = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "ORDER_RESOLUTION_UNSPECIFIED"] = 0;
                values[valuesById[1] = "ORDER_RESOLUTION_NEVER_EXISTED"] = 1;
                values[valuesById[2] = "ORDER_RESOLUTION_OPEN"] = 2;
                values[valuesById[3] = "ORDER_RESOLUTION_CANCELED"] = 3;
                values[valuesById[4] = "ORDER_RESOLUTION_EXPIRED"] = 4;
                return values;
            })();

            v1.ApprovalRefusal = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "APPROVAL_REFUSAL_UNSPECIFIED"] = 0;
                values[valuesById[1] = "APPROVAL_REFUSAL_BAD_MAC"] = 1;
                values[valuesById[2] = "APPROVAL_REFUSAL_UNKNOWN_KEY"] = 2;
                values[valuesById[3] = "APPROVAL_REFUSAL_EXPIRED"] = 3;
                values[valuesById[4] = "APPROVAL_REFUSAL_MODE_MISMATCH"] = 4;
                values[valuesById[5] = "APPROVAL_REFUSAL_HALT_EPOCH"] = 5;
                values[valuesById[6] = "APPROVAL_REFUSAL_RISK_EPOCH"] = 6;
                values[valuesById[7] = "APPROVAL_REFUSAL_INTENT_MISMATCH"] = 7;
                values[valuesById[8] = "APPROVAL_REFUSAL_VOIDED"] = 8;
                values[valuesById[9] = "APPROVAL_REFUSAL_HALTED"] = 9;
                values[valuesById[10] = "APPROVAL_REFUSAL_NOT_RECONCILED"] = 10;
                return values;
            })();

            v1.Order = (function() {

                const Order = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Order.prototype.clientOrderId = "";
                Order.prototype.intent = null;
                Order.prototype.venueOrderId = null;
                Order.prototype.state = 0;
                Order.prototype.filledQuantity = "";
                Order.prototype.filledNotional = "";
                Order.prototype.fees = "";
                Order.prototype.reason = null;
                Order.prototype.version = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Order.prototype.needsReview = false;
                Order.prototype.createdAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Order.prototype.updatedAt = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Order.prototype.absentUntil = null;
                Order.prototype.cancelRequested = false;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Order.prototype, "_venueOrderId", {
                    get: $util.oneOfGetter($oneOfFields = ["venueOrderId"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Order.prototype, "_reason", {
                    get: $util.oneOfGetter($oneOfFields = ["reason"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(Order.prototype, "_absentUntil", {
                    get: $util.oneOfGetter($oneOfFields = ["absentUntil"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                Order.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.clientOrderId != null && $Object.hasOwnProperty.call(message, "clientOrderId") && message.clientOrderId !== "")
                        writer.uint32(10).string(message.clientOrderId);
                    if (message.intent != null && $Object.hasOwnProperty.call(message, "intent"))
                        $root.oasis.trading.v1.OrderIntent.encode(message.intent, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.venueOrderId != null && $Object.hasOwnProperty.call(message, "venueOrderId"))
                        writer.uint32(26).string(message.venueOrderId);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(32).int32(message.state);
                    if (message.filledQuantity != null && $Object.hasOwnProperty.call(message, "filledQuantity") && message.filledQuantity !== "")
                        writer.uint32(42).string(message.filledQuantity);
                    if (message.filledNotional != null && $Object.hasOwnProperty.call(message, "filledNotional") && message.filledNotional !== "")
                        writer.uint32(50).string(message.filledNotional);
                    if (message.fees != null && $Object.hasOwnProperty.call(message, "fees") && message.fees !== "")
                        writer.uint32(58).string(message.fees);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                        writer.uint32(66).string(message.reason);
                    if (message.version != null && $Object.hasOwnProperty.call(message, "version") && (typeof message.version === "object" ? message.version.low || message.version.high : message.version !== 0))
                        writer.uint32(72).uint64(message.version);
                    if (message.needsReview != null && $Object.hasOwnProperty.call(message, "needsReview") && message.needsReview !== false)
                        writer.uint32(80).bool(message.needsReview);
                    if (message.createdAt != null && $Object.hasOwnProperty.call(message, "createdAt") && (typeof message.createdAt === "object" ? message.createdAt.low || message.createdAt.high : message.createdAt !== 0))
                        writer.uint32(89).fixed64(message.createdAt);
                    if (message.updatedAt != null && $Object.hasOwnProperty.call(message, "updatedAt") && (typeof message.updatedAt === "object" ? message.updatedAt.low || message.updatedAt.high : message.updatedAt !== 0))
                        writer.uint32(97).fixed64(message.updatedAt);
                    if (message.absentUntil != null && $Object.hasOwnProperty.call(message, "absentUntil"))
                        writer.uint32(105).fixed64(message.absentUntil);
                    if (message.cancelRequested != null && $Object.hasOwnProperty.call(message, "cancelRequested") && message.cancelRequested !== false)
                        writer.uint32(112).bool(message.cancelRequested);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Order.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Order();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.clientOrderId = value;
                                else
                                    delete message.clientOrderId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.intent = $root.oasis.trading.v1.OrderIntent.decode(reader, reader.size(), $undefined, _depth + 1, message.intent);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.venueOrderId = reader.stringVerify();
                                message._venueOrderId = "venueOrderId";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.filledQuantity = value;
                                else
                                    delete message.filledQuantity;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.filledNotional = value;
                                else
                                    delete message.filledNotional;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fees = value;
                                else
                                    delete message.fees;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.reason = reader.stringVerify();
                                message._reason = "reason";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.version = value;
                                else
                                    delete message.version;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.needsReview = value;
                                else
                                    delete message.needsReview;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.createdAt = value;
                                else
                                    delete message.createdAt;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.updatedAt = value;
                                else
                                    delete message.updatedAt;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 1)
                                    break;
                                message.absentUntil = reader.fixed64();
                                message._absentUntil = "absentUntil";
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.cancelRequested = value;
                                else
                                    delete message.cancelRequested;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Order;
            })();

            v1.Execution = (function() {

                const Execution = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Execution.prototype.executionId = "";
                Execution.prototype.accountId = "";
                Execution.prototype.mode = 0;
                Execution.prototype.strategyId = "";
                Execution.prototype.clientOrderId = "";
                Execution.prototype.instrumentId = "";
                Execution.prototype.side = 0;
                Execution.prototype.price = "";
                Execution.prototype.quantity = "";
                Execution.prototype.fee = "";
                Execution.prototype.feeCurrency = "";
                Execution.prototype.liquidity = 0;
                Execution.prototype.synthetic = false;
                Execution.prototype.tsEvent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Execution.prototype.tsInit = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                Execution.prototype.kind = 0;

                Execution.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.executionId != null && $Object.hasOwnProperty.call(message, "executionId") && message.executionId !== "")
                        writer.uint32(10).string(message.executionId);
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(18).string(message.accountId);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                        writer.uint32(24).int32(message.mode);
                    if (message.strategyId != null && $Object.hasOwnProperty.call(message, "strategyId") && message.strategyId !== "")
                        writer.uint32(34).string(message.strategyId);
                    if (message.clientOrderId != null && $Object.hasOwnProperty.call(message, "clientOrderId") && message.clientOrderId !== "")
                        writer.uint32(42).string(message.clientOrderId);
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(50).string(message.instrumentId);
                    if (message.side != null && $Object.hasOwnProperty.call(message, "side") && message.side !== 0)
                        writer.uint32(56).int32(message.side);
                    if (message.price != null && $Object.hasOwnProperty.call(message, "price") && message.price !== "")
                        writer.uint32(66).string(message.price);
                    if (message.quantity != null && $Object.hasOwnProperty.call(message, "quantity") && message.quantity !== "")
                        writer.uint32(74).string(message.quantity);
                    if (message.fee != null && $Object.hasOwnProperty.call(message, "fee") && message.fee !== "")
                        writer.uint32(82).string(message.fee);
                    if (message.feeCurrency != null && $Object.hasOwnProperty.call(message, "feeCurrency") && message.feeCurrency !== "")
                        writer.uint32(90).string(message.feeCurrency);
                    if (message.liquidity != null && $Object.hasOwnProperty.call(message, "liquidity") && message.liquidity !== 0)
                        writer.uint32(96).int32(message.liquidity);
                    if (message.synthetic != null && $Object.hasOwnProperty.call(message, "synthetic") && message.synthetic !== false)
                        writer.uint32(104).bool(message.synthetic);
                    if (message.tsEvent != null && $Object.hasOwnProperty.call(message, "tsEvent") && (typeof message.tsEvent === "object" ? message.tsEvent.low || message.tsEvent.high : message.tsEvent !== 0))
                        writer.uint32(113).fixed64(message.tsEvent);
                    if (message.tsInit != null && $Object.hasOwnProperty.call(message, "tsInit") && (typeof message.tsInit === "object" ? message.tsInit.low || message.tsInit.high : message.tsInit !== 0))
                        writer.uint32(121).fixed64(message.tsInit);
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                        writer.uint32(128).int32(message.kind);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Execution.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Execution();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.executionId = value;
                                else
                                    delete message.executionId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.strategyId = value;
                                else
                                    delete message.strategyId;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.clientOrderId = value;
                                else
                                    delete message.clientOrderId;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.side = value;
                                else
                                    delete message.side;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.price = value;
                                else
                                    delete message.price;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.quantity = value;
                                else
                                    delete message.quantity;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fee = value;
                                else
                                    delete message.fee;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.feeCurrency = value;
                                else
                                    delete message.feeCurrency;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.liquidity = value;
                                else
                                    delete message.liquidity;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.synthetic = value;
                                else
                                    delete message.synthetic;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsEvent = value;
                                else
                                    delete message.tsEvent;
                                continue;
                            }
                        case 15: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsInit = value;
                                else
                                    delete message.tsInit;
                                continue;
                            }
                        case 16: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Execution;
            })();

            v1.BalanceAdjustment = (function() {

                const BalanceAdjustment = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                BalanceAdjustment.prototype.accountId = "";
                BalanceAdjustment.prototype.mode = 0;
                BalanceAdjustment.prototype.currency = "";
                BalanceAdjustment.prototype.amount = "";
                BalanceAdjustment.prototype.reason = 0;
                BalanceAdjustment.prototype.tsEvent = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                BalanceAdjustment.prototype.executionId = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(BalanceAdjustment.prototype, "_executionId", {
                    get: $util.oneOfGetter($oneOfFields = ["executionId"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                BalanceAdjustment.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                        writer.uint32(16).int32(message.mode);
                    if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== "")
                        writer.uint32(26).string(message.currency);
                    if (message.amount != null && $Object.hasOwnProperty.call(message, "amount") && message.amount !== "")
                        writer.uint32(34).string(message.amount);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                        writer.uint32(40).int32(message.reason);
                    if (message.tsEvent != null && $Object.hasOwnProperty.call(message, "tsEvent") && (typeof message.tsEvent === "object" ? message.tsEvent.low || message.tsEvent.high : message.tsEvent !== 0))
                        writer.uint32(49).fixed64(message.tsEvent);
                    if (message.executionId != null && $Object.hasOwnProperty.call(message, "executionId"))
                        writer.uint32(58).string(message.executionId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                BalanceAdjustment.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.BalanceAdjustment();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.currency = value;
                                else
                                    delete message.currency;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.amount = value;
                                else
                                    delete message.amount;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.tsEvent = value;
                                else
                                    delete message.tsEvent;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.executionId = reader.stringVerify();
                                message._executionId = "executionId";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return BalanceAdjustment;
            })();

            v1.OrderChanged = (function() {

                const OrderChanged = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OrderChanged.prototype.trigger = 0;
                OrderChanged.prototype.order = null;

                OrderChanged.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.trigger != null && $Object.hasOwnProperty.call(message, "trigger") && message.trigger !== 0)
                        writer.uint32(8).int32(message.trigger);
                    if (message.order != null && $Object.hasOwnProperty.call(message, "order"))
                        $root.oasis.trading.v1.Order.encode(message.order, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OrderChanged.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.OrderChanged();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.trigger = value;
                                else
                                    delete message.trigger;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.order = $root.oasis.trading.v1.Order.decode(reader, reader.size(), $undefined, _depth + 1, message.order);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OrderChanged;
            })();

            v1.ExecutionBooked = (function() {

                const ExecutionBooked = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ExecutionBooked.prototype.execution = null;
                ExecutionBooked.prototype.order = null;

                ExecutionBooked.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.execution != null && $Object.hasOwnProperty.call(message, "execution"))
                        $root.oasis.trading.v1.Execution.encode(message.execution, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.order != null && $Object.hasOwnProperty.call(message, "order"))
                        $root.oasis.trading.v1.Order.encode(message.order, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ExecutionBooked.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ExecutionBooked();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.execution = $root.oasis.trading.v1.Execution.decode(reader, reader.size(), $undefined, _depth + 1, message.execution);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.order = $root.oasis.trading.v1.Order.decode(reader, reader.size(), $undefined, _depth + 1, message.order);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ExecutionBooked;
            })();

            v1.BalanceAdjusted = (function() {

                const BalanceAdjusted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                BalanceAdjusted.prototype.adjustment = null;

                BalanceAdjusted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.adjustment != null && $Object.hasOwnProperty.call(message, "adjustment"))
                        $root.oasis.trading.v1.BalanceAdjustment.encode(message.adjustment, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                BalanceAdjusted.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.BalanceAdjusted();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.adjustment = $root.oasis.trading.v1.BalanceAdjustment.decode(reader, reader.size(), $undefined, _depth + 1, message.adjustment);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return BalanceAdjusted;
            })();

            v1.AccountReset = (function() {

                const AccountReset = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                AccountReset.prototype.reason = "";

                AccountReset.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(10).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                AccountReset.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.AccountReset();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return AccountReset;
            })();

            v1.OrderEvent = (function() {

                const OrderEvent = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OrderEvent.prototype.eventId = "";
                OrderEvent.prototype.accountId = "";
                OrderEvent.prototype.accountSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                OrderEvent.prototype.ts = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                OrderEvent.prototype.orderChanged = null;
                OrderEvent.prototype.executionBooked = null;
                OrderEvent.prototype.balanceAdjusted = null;
                OrderEvent.prototype.accountReset = null;

                let $oneOfFields;

                $Object.defineProperty(OrderEvent.prototype, "body", {
                    get: $util.oneOfGetter($oneOfFields = ["orderChanged", "executionBooked", "balanceAdjusted", "accountReset"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                OrderEvent.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.eventId != null && $Object.hasOwnProperty.call(message, "eventId") && message.eventId !== "")
                        writer.uint32(10).string(message.eventId);
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(18).string(message.accountId);
                    if (message.accountSeq != null && $Object.hasOwnProperty.call(message, "accountSeq") && (typeof message.accountSeq === "object" ? message.accountSeq.low || message.accountSeq.high : message.accountSeq !== 0))
                        writer.uint32(24).uint64(message.accountSeq);
                    if (message.ts != null && $Object.hasOwnProperty.call(message, "ts") && (typeof message.ts === "object" ? message.ts.low || message.ts.high : message.ts !== 0))
                        writer.uint32(33).fixed64(message.ts);
                    if (message.orderChanged != null && $Object.hasOwnProperty.call(message, "orderChanged"))
                        $root.oasis.trading.v1.OrderChanged.encode(message.orderChanged, writer.uint32(42).fork(), _depth + 1).ldelim();
                    if (message.executionBooked != null && $Object.hasOwnProperty.call(message, "executionBooked"))
                        $root.oasis.trading.v1.ExecutionBooked.encode(message.executionBooked, writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.balanceAdjusted != null && $Object.hasOwnProperty.call(message, "balanceAdjusted"))
                        $root.oasis.trading.v1.BalanceAdjusted.encode(message.balanceAdjusted, writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.accountReset != null && $Object.hasOwnProperty.call(message, "accountReset"))
                        $root.oasis.trading.v1.AccountReset.encode(message.accountReset, writer.uint32(66).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OrderEvent.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.OrderEvent();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.eventId = value;
                                else
                                    delete message.eventId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.accountSeq = value;
                                else
                                    delete message.accountSeq;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ts = value;
                                else
                                    delete message.ts;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.orderChanged = $root.oasis.trading.v1.OrderChanged.decode(reader, reader.size(), $undefined, _depth + 1, message.orderChanged);
                                message.body = "orderChanged";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.executionBooked = $root.oasis.trading.v1.ExecutionBooked.decode(reader, reader.size(), $undefined, _depth + 1, message.executionBooked);
                                message.body = "executionBooked";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.balanceAdjusted = $root.oasis.trading.v1.BalanceAdjusted.decode(reader, reader.size(), $undefined, _depth + 1, message.balanceAdjusted);
                                message.body = "balanceAdjusted";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.accountReset = $root.oasis.trading.v1.AccountReset.decode(reader, reader.size(), $undefined, _depth + 1, message.accountReset);
                                message.body = "accountReset";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OrderEvent;
            })();

            v1.PlaceOrderRequest = (function() {

                const PlaceOrderRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PlaceOrderRequest.prototype.intentBytes = $util.newBuffer([]);
                PlaceOrderRequest.prototype.approval = null;

                PlaceOrderRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.intentBytes != null && $Object.hasOwnProperty.call(message, "intentBytes") && message.intentBytes.length)
                        writer.uint32(10).bytes(message.intentBytes);
                    if (message.approval != null && $Object.hasOwnProperty.call(message, "approval"))
                        $root.oasis.trading.v1.Approval.encode(message.approval, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PlaceOrderRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.PlaceOrderRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.intentBytes = value;
                                else
                                    delete message.intentBytes;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.approval = $root.oasis.trading.v1.Approval.decode(reader, reader.size(), $undefined, _depth + 1, message.approval);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PlaceOrderRequest;
            })();

            v1.PlaceOrderResponse = (function() {

                const PlaceOrderResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PlaceOrderResponse.prototype.placed = null;
                PlaceOrderResponse.prototype.refused = null;

                let $oneOfFields;

                $Object.defineProperty(PlaceOrderResponse.prototype, "outcome", {
                    get: $util.oneOfGetter($oneOfFields = ["placed", "refused"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                PlaceOrderResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.placed != null && $Object.hasOwnProperty.call(message, "placed"))
                        $root.oasis.trading.v1.Order.encode(message.placed, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                        $root.oasis.trading.v1.Refused.encode(message.refused, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PlaceOrderResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.PlaceOrderResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.placed = $root.oasis.trading.v1.Order.decode(reader, reader.size(), $undefined, _depth + 1, message.placed);
                                message.outcome = "placed";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.refused = $root.oasis.trading.v1.Refused.decode(reader, reader.size(), $undefined, _depth + 1, message.refused);
                                message.outcome = "refused";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PlaceOrderResponse;
            })();

            v1.OrderServiceCancelOrderRequest = (function() {

                const OrderServiceCancelOrderRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OrderServiceCancelOrderRequest.prototype.clientOrderId = "";
                OrderServiceCancelOrderRequest.prototype.reason = "";

                OrderServiceCancelOrderRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.clientOrderId != null && $Object.hasOwnProperty.call(message, "clientOrderId") && message.clientOrderId !== "")
                        writer.uint32(10).string(message.clientOrderId);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(18).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OrderServiceCancelOrderRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.OrderServiceCancelOrderRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.clientOrderId = value;
                                else
                                    delete message.clientOrderId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OrderServiceCancelOrderRequest;
            })();

            v1.OrderServiceCancelOrderResponse = (function() {

                const OrderServiceCancelOrderResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                OrderServiceCancelOrderResponse.prototype.accepted = false;
                OrderServiceCancelOrderResponse.prototype.state = 0;
                OrderServiceCancelOrderResponse.prototype.message = "";

                OrderServiceCancelOrderResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted") && message.accepted !== false)
                        writer.uint32(8).bool(message.accepted);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(16).int32(message.state);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(26).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                OrderServiceCancelOrderResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.OrderServiceCancelOrderResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.accepted = value;
                                else
                                    delete message.accepted;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return OrderServiceCancelOrderResponse;
            })();

            v1.CancelAllRequest = (function() {

                const CancelAllRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CancelAllRequest.prototype.accountId = "";
                CancelAllRequest.prototype.halt = false;
                CancelAllRequest.prototype.reason = "";
                CancelAllRequest.prototype.by = "";

                CancelAllRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.halt != null && $Object.hasOwnProperty.call(message, "halt") && message.halt !== false)
                        writer.uint32(16).bool(message.halt);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(26).string(message.reason);
                    if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
                        writer.uint32(34).string(message.by);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CancelAllRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.CancelAllRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.halt = value;
                                else
                                    delete message.halt;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.by = value;
                                else
                                    delete message.by;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CancelAllRequest;
            })();

            v1.CancelAllResponse = (function() {

                const CancelAllResponse = function (properties) {
                    this.open = [];
                    this.unresolved = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CancelAllResponse.prototype.haltEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                CancelAllResponse.prototype.verified = false;
                CancelAllResponse.prototype.open = $util.emptyArray;
                CancelAllResponse.prototype.unresolved = $util.emptyArray;
                CancelAllResponse.prototype.message = "";
                CancelAllResponse.prototype.recorded = false;

                CancelAllResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.haltEpoch != null && $Object.hasOwnProperty.call(message, "haltEpoch") && (typeof message.haltEpoch === "object" ? message.haltEpoch.low || message.haltEpoch.high : message.haltEpoch !== 0))
                        writer.uint32(8).uint64(message.haltEpoch);
                    if (message.verified != null && $Object.hasOwnProperty.call(message, "verified") && message.verified !== false)
                        writer.uint32(16).bool(message.verified);
                    if (message.open != null && message.open.length)
                        for (let i = 0; i < message.open.length; ++i)
                            writer.uint32(26).string(message.open[i]);
                    if (message.unresolved != null && message.unresolved.length)
                        for (let i = 0; i < message.unresolved.length; ++i)
                            writer.uint32(34).string(message.unresolved[i]);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(42).string(message.message);
                    if (message.recorded != null && $Object.hasOwnProperty.call(message, "recorded") && message.recorded !== false)
                        writer.uint32(48).bool(message.recorded);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CancelAllResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.CancelAllResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.haltEpoch = value;
                                else
                                    delete message.haltEpoch;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.verified = value;
                                else
                                    delete message.verified;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.open && message.open.length))
                                    message.open = [];
                                message.open.push(reader.stringVerify());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.unresolved && message.unresolved.length))
                                    message.unresolved = [];
                                message.unresolved.push(reader.stringVerify());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.recorded = value;
                                else
                                    delete message.recorded;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CancelAllResponse;
            })();

            v1.ResumeRequest = (function() {

                const ResumeRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ResumeRequest.prototype.accountId = "";
                ResumeRequest.prototype.haltEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                ResumeRequest.prototype.reason = "";
                ResumeRequest.prototype.by = "";

                ResumeRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.haltEpoch != null && $Object.hasOwnProperty.call(message, "haltEpoch") && (typeof message.haltEpoch === "object" ? message.haltEpoch.low || message.haltEpoch.high : message.haltEpoch !== 0))
                        writer.uint32(16).uint64(message.haltEpoch);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(26).string(message.reason);
                    if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
                        writer.uint32(34).string(message.by);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ResumeRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ResumeRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.haltEpoch = value;
                                else
                                    delete message.haltEpoch;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.by = value;
                                else
                                    delete message.by;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ResumeRequest;
            })();

            v1.ResumeResponse = (function() {

                const ResumeResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ResumeResponse.prototype.resumed = false;
                ResumeResponse.prototype.haltEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                ResumeResponse.prototype.message = "";

                ResumeResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.resumed != null && $Object.hasOwnProperty.call(message, "resumed") && message.resumed !== false)
                        writer.uint32(8).bool(message.resumed);
                    if (message.haltEpoch != null && $Object.hasOwnProperty.call(message, "haltEpoch") && (typeof message.haltEpoch === "object" ? message.haltEpoch.low || message.haltEpoch.high : message.haltEpoch !== 0))
                        writer.uint32(16).uint64(message.haltEpoch);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(26).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ResumeResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ResumeResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.resumed = value;
                                else
                                    delete message.resumed;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.haltEpoch = value;
                                else
                                    delete message.haltEpoch;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ResumeResponse;
            })();

            v1.VoidIntentRequest = (function() {

                const VoidIntentRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                VoidIntentRequest.prototype.intentBytes = $util.newBuffer([]);

                VoidIntentRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.intentBytes != null && $Object.hasOwnProperty.call(message, "intentBytes") && message.intentBytes.length)
                        writer.uint32(10).bytes(message.intentBytes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                VoidIntentRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.VoidIntentRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.intentBytes = value;
                                else
                                    delete message.intentBytes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return VoidIntentRequest;
            })();

            v1.VoidIntentResponse = (function() {

                const VoidIntentResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                VoidIntentResponse.prototype.order = null;

                VoidIntentResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.order != null && $Object.hasOwnProperty.call(message, "order"))
                        $root.oasis.trading.v1.Order.encode(message.order, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                VoidIntentResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.VoidIntentResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.order = $root.oasis.trading.v1.Order.decode(reader, reader.size(), $undefined, _depth + 1, message.order);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return VoidIntentResponse;
            })();

            v1.ResolveOrderRequest = (function() {

                const ResolveOrderRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ResolveOrderRequest.prototype.clientOrderId = "";
                ResolveOrderRequest.prototype.resolution = 0;
                ResolveOrderRequest.prototype.reason = "";
                ResolveOrderRequest.prototype.by = "";

                ResolveOrderRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.clientOrderId != null && $Object.hasOwnProperty.call(message, "clientOrderId") && message.clientOrderId !== "")
                        writer.uint32(10).string(message.clientOrderId);
                    if (message.resolution != null && $Object.hasOwnProperty.call(message, "resolution") && message.resolution !== 0)
                        writer.uint32(16).int32(message.resolution);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(26).string(message.reason);
                    if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
                        writer.uint32(34).string(message.by);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ResolveOrderRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ResolveOrderRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.clientOrderId = value;
                                else
                                    delete message.clientOrderId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.resolution = value;
                                else
                                    delete message.resolution;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.by = value;
                                else
                                    delete message.by;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ResolveOrderRequest;
            })();

            v1.ResolveOrderResponse = (function() {

                const ResolveOrderResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ResolveOrderResponse.prototype.accepted = false;
                ResolveOrderResponse.prototype.state = 0;
                ResolveOrderResponse.prototype.message = "";

                ResolveOrderResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted") && message.accepted !== false)
                        writer.uint32(8).bool(message.accepted);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(16).int32(message.state);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(26).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ResolveOrderResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ResolveOrderResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.accepted = value;
                                else
                                    delete message.accepted;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ResolveOrderResponse;
            })();

            v1.ReconcileRequest = (function() {

                const ReconcileRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReconcileRequest.prototype.accountId = "";
                ReconcileRequest.prototype.adopt = false;
                ReconcileRequest.prototype.by = "";
                ReconcileRequest.prototype.auditReason = "";

                ReconcileRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.adopt != null && $Object.hasOwnProperty.call(message, "adopt") && message.adopt !== false)
                        writer.uint32(16).bool(message.adopt);
                    if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
                        writer.uint32(26).string(message.by);
                    if (message.auditReason != null && $Object.hasOwnProperty.call(message, "auditReason") && message.auditReason !== "")
                        writer.uint32(34).string(message.auditReason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReconcileRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ReconcileRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.adopt = value;
                                else
                                    delete message.adopt;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.by = value;
                                else
                                    delete message.by;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.auditReason = value;
                                else
                                    delete message.auditReason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReconcileRequest;
            })();

            v1.ReconciliationDifference = (function() {

                const ReconciliationDifference = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReconciliationDifference.prototype.kind = "";
                ReconciliationDifference.prototype.subject = "";
                ReconciliationDifference.prototype.detail = "";

                ReconciliationDifference.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                        writer.uint32(10).string(message.kind);
                    if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== "")
                        writer.uint32(18).string(message.subject);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(26).string(message.detail);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReconciliationDifference.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ReconciliationDifference();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.kind = value;
                                else
                                    delete message.kind;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.subject = value;
                                else
                                    delete message.subject;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReconciliationDifference;
            })();

            v1.ReconcileResponse = (function() {

                const ReconcileResponse = function (properties) {
                    this.differences = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReconcileResponse.prototype.completed = false;
                ReconcileResponse.prototype.differences = $util.emptyArray;

                ReconcileResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.completed != null && $Object.hasOwnProperty.call(message, "completed") && message.completed !== false)
                        writer.uint32(8).bool(message.completed);
                    if (message.differences != null && message.differences.length)
                        for (let i = 0; i < message.differences.length; ++i)
                            $root.oasis.trading.v1.ReconciliationDifference.encode(message.differences[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReconcileResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ReconcileResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.completed = value;
                                else
                                    delete message.completed;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.differences && message.differences.length))
                                    message.differences = [];
                                message.differences.push($root.oasis.trading.v1.ReconciliationDifference.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReconcileResponse;
            })();

            v1.ResetPaperRequest = (function() {

                const ResetPaperRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ResetPaperRequest.prototype.accountId = "";
                ResetPaperRequest.prototype.by = "";
                ResetPaperRequest.prototype.resetId = "";

                ResetPaperRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
                        writer.uint32(18).string(message.by);
                    if (message.resetId != null && $Object.hasOwnProperty.call(message, "resetId") && message.resetId !== "")
                        writer.uint32(26).string(message.resetId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ResetPaperRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ResetPaperRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.by = value;
                                else
                                    delete message.by;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.resetId = value;
                                else
                                    delete message.resetId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ResetPaperRequest;
            })();

            v1.ResetPaperResponse = (function() {

                const ResetPaperResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ResetPaperResponse.prototype.reset = false;
                ResetPaperResponse.prototype.message = "";

                ResetPaperResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reset != null && $Object.hasOwnProperty.call(message, "reset") && message.reset !== false)
                        writer.uint32(8).bool(message.reset);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(18).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ResetPaperResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ResetPaperResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.reset = value;
                                else
                                    delete message.reset;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ResetPaperResponse;
            })();

            v1.AuditFinding = (function() {

                const AuditFinding = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                AuditFinding.prototype.instrumentId = "";
                AuditFinding.prototype.detail = "";
                AuditFinding.prototype.source = 0;

                AuditFinding.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(10).string(message.instrumentId);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(18).string(message.detail);
                    if (message.source != null && $Object.hasOwnProperty.call(message, "source") && message.source !== 0)
                        writer.uint32(24).int32(message.source);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                AuditFinding.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.AuditFinding();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.source = value;
                                else
                                    delete message.source;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return AuditFinding;
            })();

            v1.ReportAuditRequest = (function() {

                const ReportAuditRequest = function (properties) {
                    this.findings = [];
                    this.looked = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReportAuditRequest.prototype.accountId = "";
                ReportAuditRequest.prototype.findings = $util.emptyArray;
                ReportAuditRequest.prototype.looked = $util.emptyArray;

                ReportAuditRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.findings != null && message.findings.length)
                        for (let i = 0; i < message.findings.length; ++i)
                            $root.oasis.trading.v1.AuditFinding.encode(message.findings[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.looked != null && message.looked.length)
                        writer.uint32(26).int32s(message.looked);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReportAuditRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ReportAuditRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.findings && message.findings.length))
                                    message.findings = [];
                                message.findings.push($root.oasis.trading.v1.AuditFinding.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 3: {
                                if (wireType === 2) {
                                    if (!(message.looked && message.looked.length))
                                        message.looked = [];
                                    reader.int32s(message.looked);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.looked && message.looked.length))
                                    message.looked = [];
                                message.looked.push(reader.int32());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReportAuditRequest;
            })();

            v1.ReportAuditResponse = (function() {

                const ReportAuditResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ReportAuditResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ReportAuditResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ReportAuditResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ReportAuditResponse;
            })();

            v1.GetOrderRequest = (function() {

                const GetOrderRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                GetOrderRequest.prototype.intentId = null;
                GetOrderRequest.prototype.clientOrderId = null;

                let $oneOfFields;

                $Object.defineProperty(GetOrderRequest.prototype, "key", {
                    get: $util.oneOfGetter($oneOfFields = ["intentId", "clientOrderId"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                GetOrderRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.intentId != null && $Object.hasOwnProperty.call(message, "intentId"))
                        writer.uint32(10).string(message.intentId);
                    if (message.clientOrderId != null && $Object.hasOwnProperty.call(message, "clientOrderId"))
                        writer.uint32(18).string(message.clientOrderId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                GetOrderRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.GetOrderRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.intentId = reader.stringVerify();
                                message.key = "intentId";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.clientOrderId = reader.stringVerify();
                                message.key = "clientOrderId";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GetOrderRequest;
            })();

            v1.GetOrderResponse = (function() {

                const GetOrderResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                GetOrderResponse.prototype.order = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(GetOrderResponse.prototype, "_order", {
                    get: $util.oneOfGetter($oneOfFields = ["order"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                GetOrderResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.order != null && $Object.hasOwnProperty.call(message, "order"))
                        $root.oasis.trading.v1.Order.encode(message.order, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                GetOrderResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.GetOrderResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.order = $root.oasis.trading.v1.Order.decode(reader, reader.size(), $undefined, _depth + 1, message.order);
                                message._order = "order";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GetOrderResponse;
            })();

            v1.ListOpenOrdersRequest = (function() {

                const ListOpenOrdersRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ListOpenOrdersRequest.prototype.accountId = "";

                ListOpenOrdersRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ListOpenOrdersRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ListOpenOrdersRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ListOpenOrdersRequest;
            })();

            v1.ListOpenOrdersResponse = (function() {

                const ListOpenOrdersResponse = function (properties) {
                    this.orders = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                ListOpenOrdersResponse.prototype.orders = $util.emptyArray;

                ListOpenOrdersResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.orders != null && message.orders.length)
                        for (let i = 0; i < message.orders.length; ++i)
                            $root.oasis.trading.v1.Order.encode(message.orders[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                ListOpenOrdersResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.ListOpenOrdersResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.orders && message.orders.length))
                                    message.orders = [];
                                message.orders.push($root.oasis.trading.v1.Order.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ListOpenOrdersResponse;
            })();

            v1.SnapshotRequest = (function() {

                const SnapshotRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SnapshotRequest.prototype.accountId = "";
                SnapshotRequest.prototype.takeEpoch = false;

                SnapshotRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.takeEpoch != null && $Object.hasOwnProperty.call(message, "takeEpoch") && message.takeEpoch !== false)
                        writer.uint32(16).bool(message.takeEpoch);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SnapshotRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.SnapshotRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.takeEpoch = value;
                                else
                                    delete message.takeEpoch;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SnapshotRequest;
            })();

            v1.StrategyPosition = (function() {

                const StrategyPosition = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                StrategyPosition.prototype.strategyId = null;
                StrategyPosition.prototype.instrumentId = "";
                StrategyPosition.prototype.position = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(StrategyPosition.prototype, "_strategyId", {
                    get: $util.oneOfGetter($oneOfFields = ["strategyId"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                StrategyPosition.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.strategyId != null && $Object.hasOwnProperty.call(message, "strategyId"))
                        writer.uint32(10).string(message.strategyId);
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(18).string(message.instrumentId);
                    if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                        $root.oasis.trading.v1.Position.encode(message.position, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                StrategyPosition.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.StrategyPosition();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.strategyId = reader.stringVerify();
                                message._strategyId = "strategyId";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.position = $root.oasis.trading.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return StrategyPosition;
            })();

            v1.CurrencyBalance = (function() {

                const CurrencyBalance = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                CurrencyBalance.prototype.currency = "";
                CurrencyBalance.prototype.total = "";

                CurrencyBalance.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== "")
                        writer.uint32(10).string(message.currency);
                    if (message.total != null && $Object.hasOwnProperty.call(message, "total") && message.total !== "")
                        writer.uint32(18).string(message.total);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                CurrencyBalance.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.CurrencyBalance();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.currency = value;
                                else
                                    delete message.currency;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.total = value;
                                else
                                    delete message.total;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CurrencyBalance;
            })();

            v1.SnapshotResponse = (function() {

                const SnapshotResponse = function (properties) {
                    this.positions = [];
                    this.balances = [];
                    this.openOrders = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SnapshotResponse.prototype.accountId = "";
                SnapshotResponse.prototype.mode = 0;
                SnapshotResponse.prototype.accountSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                SnapshotResponse.prototype.riskEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                SnapshotResponse.prototype.haltEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                SnapshotResponse.prototype.positions = $util.emptyArray;
                SnapshotResponse.prototype.balances = $util.emptyArray;
                SnapshotResponse.prototype.openOrders = $util.emptyArray;
                SnapshotResponse.prototype.last = false;
                SnapshotResponse.prototype.halted = false;

                SnapshotResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                        writer.uint32(16).int32(message.mode);
                    if (message.accountSeq != null && $Object.hasOwnProperty.call(message, "accountSeq") && (typeof message.accountSeq === "object" ? message.accountSeq.low || message.accountSeq.high : message.accountSeq !== 0))
                        writer.uint32(24).uint64(message.accountSeq);
                    if (message.riskEpoch != null && $Object.hasOwnProperty.call(message, "riskEpoch") && (typeof message.riskEpoch === "object" ? message.riskEpoch.low || message.riskEpoch.high : message.riskEpoch !== 0))
                        writer.uint32(32).uint64(message.riskEpoch);
                    if (message.haltEpoch != null && $Object.hasOwnProperty.call(message, "haltEpoch") && (typeof message.haltEpoch === "object" ? message.haltEpoch.low || message.haltEpoch.high : message.haltEpoch !== 0))
                        writer.uint32(40).uint64(message.haltEpoch);
                    if (message.positions != null && message.positions.length)
                        for (let i = 0; i < message.positions.length; ++i)
                            $root.oasis.trading.v1.StrategyPosition.encode(message.positions[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.balances != null && message.balances.length)
                        for (let i = 0; i < message.balances.length; ++i)
                            $root.oasis.trading.v1.CurrencyBalance.encode(message.balances[i], writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.openOrders != null && message.openOrders.length)
                        for (let i = 0; i < message.openOrders.length; ++i)
                            $root.oasis.trading.v1.Order.encode(message.openOrders[i], writer.uint32(66).fork(), _depth + 1).ldelim();
                    if (message.last != null && $Object.hasOwnProperty.call(message, "last") && message.last !== false)
                        writer.uint32(72).bool(message.last);
                    if (message.halted != null && $Object.hasOwnProperty.call(message, "halted") && message.halted !== false)
                        writer.uint32(80).bool(message.halted);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SnapshotResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.SnapshotResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.accountSeq = value;
                                else
                                    delete message.accountSeq;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.riskEpoch = value;
                                else
                                    delete message.riskEpoch;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.haltEpoch = value;
                                else
                                    delete message.haltEpoch;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.positions && message.positions.length))
                                    message.positions = [];
                                message.positions.push($root.oasis.trading.v1.StrategyPosition.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.balances && message.balances.length))
                                    message.balances = [];
                                message.balances.push($root.oasis.trading.v1.CurrencyBalance.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.openOrders && message.openOrders.length))
                                    message.openOrders = [];
                                message.openOrders.push($root.oasis.trading.v1.Order.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.last = value;
                                else
                                    delete message.last;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.halted = value;
                                else
                                    delete message.halted;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SnapshotResponse;
            })();

            v1.Position = (function() {

                const Position = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Position.prototype.quantity = "";
                Position.prototype.costBasis = "";
                Position.prototype.realizedPnl = "";
                Position.prototype.fees = "";

                Position.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.quantity != null && $Object.hasOwnProperty.call(message, "quantity") && message.quantity !== "")
                        writer.uint32(10).string(message.quantity);
                    if (message.costBasis != null && $Object.hasOwnProperty.call(message, "costBasis") && message.costBasis !== "")
                        writer.uint32(18).string(message.costBasis);
                    if (message.realizedPnl != null && $Object.hasOwnProperty.call(message, "realizedPnl") && message.realizedPnl !== "")
                        writer.uint32(26).string(message.realizedPnl);
                    if (message.fees != null && $Object.hasOwnProperty.call(message, "fees") && message.fees !== "")
                        writer.uint32(34).string(message.fees);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Position.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Position();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.quantity = value;
                                else
                                    delete message.quantity;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.costBasis = value;
                                else
                                    delete message.costBasis;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.realizedPnl = value;
                                else
                                    delete message.realizedPnl;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fees = value;
                                else
                                    delete message.fees;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Position;
            })();

            v1.PortfolioPosition = (function() {

                const PortfolioPosition = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PortfolioPosition.prototype.instrumentId = "";
                PortfolioPosition.prototype.position = null;
                PortfolioPosition.prototype.mark = null;
                PortfolioPosition.prototype.value = null;
                PortfolioPosition.prototype.unrealizedPnl = null;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(PortfolioPosition.prototype, "_mark", {
                    get: $util.oneOfGetter($oneOfFields = ["mark"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(PortfolioPosition.prototype, "_value", {
                    get: $util.oneOfGetter($oneOfFields = ["value"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(PortfolioPosition.prototype, "_unrealizedPnl", {
                    get: $util.oneOfGetter($oneOfFields = ["unrealizedPnl"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                PortfolioPosition.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(10).string(message.instrumentId);
                    if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                        $root.oasis.trading.v1.Position.encode(message.position, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.mark != null && $Object.hasOwnProperty.call(message, "mark"))
                        writer.uint32(26).string(message.mark);
                    if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                        writer.uint32(34).string(message.value);
                    if (message.unrealizedPnl != null && $Object.hasOwnProperty.call(message, "unrealizedPnl"))
                        writer.uint32(42).string(message.unrealizedPnl);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PortfolioPosition.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.PortfolioPosition();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.position = $root.oasis.trading.v1.Position.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.mark = reader.stringVerify();
                                message._mark = "mark";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.value = reader.stringVerify();
                                message._value = "value";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.unrealizedPnl = reader.stringVerify();
                                message._unrealizedPnl = "unrealizedPnl";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PortfolioPosition;
            })();

            v1.StrategyPortfolioPosition = (function() {

                const StrategyPortfolioPosition = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                StrategyPortfolioPosition.prototype.strategyId = "";
                StrategyPortfolioPosition.prototype.position = null;

                StrategyPortfolioPosition.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.strategyId != null && $Object.hasOwnProperty.call(message, "strategyId") && message.strategyId !== "")
                        writer.uint32(10).string(message.strategyId);
                    if (message.position != null && $Object.hasOwnProperty.call(message, "position"))
                        $root.oasis.trading.v1.PortfolioPosition.encode(message.position, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                StrategyPortfolioPosition.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.StrategyPortfolioPosition();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.strategyId = value;
                                else
                                    delete message.strategyId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.position = $root.oasis.trading.v1.PortfolioPosition.decode(reader, reader.size(), $undefined, _depth + 1, message.position);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return StrategyPortfolioPosition;
            })();

            v1.PortfolioBalance = (function() {

                const PortfolioBalance = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PortfolioBalance.prototype.currency = "";
                PortfolioBalance.prototype.total = "";
                PortfolioBalance.prototype.held = "";

                PortfolioBalance.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.currency != null && $Object.hasOwnProperty.call(message, "currency") && message.currency !== "")
                        writer.uint32(10).string(message.currency);
                    if (message.total != null && $Object.hasOwnProperty.call(message, "total") && message.total !== "")
                        writer.uint32(18).string(message.total);
                    if (message.held != null && $Object.hasOwnProperty.call(message, "held") && message.held !== "")
                        writer.uint32(26).string(message.held);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PortfolioBalance.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.PortfolioBalance();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.currency = value;
                                else
                                    delete message.currency;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.total = value;
                                else
                                    delete message.total;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.held = value;
                                else
                                    delete message.held;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PortfolioBalance;
            })();

            v1.PortfolioSnapshot = (function() {

                const PortfolioSnapshot = function (properties) {
                    this.balances = [];
                    this.positions = [];
                    this.byStrategy = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                PortfolioSnapshot.prototype.accountId = "";
                PortfolioSnapshot.prototype.mode = 0;
                PortfolioSnapshot.prototype.valuationCurrency = "";
                PortfolioSnapshot.prototype.accountSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                PortfolioSnapshot.prototype.riskEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                PortfolioSnapshot.prototype.balances = $util.emptyArray;
                PortfolioSnapshot.prototype.positions = $util.emptyArray;
                PortfolioSnapshot.prototype.byStrategy = $util.emptyArray;
                PortfolioSnapshot.prototype.equity = null;
                PortfolioSnapshot.prototype.grossExposure = "";
                PortfolioSnapshot.prototype.netExposure = "";
                PortfolioSnapshot.prototype.openOrders = 0;
                PortfolioSnapshot.prototype.ts = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                let $oneOfFields;

                // Virtual OneOf for proto3 optional field
                $Object.defineProperty(PortfolioSnapshot.prototype, "_equity", {
                    get: $util.oneOfGetter($oneOfFields = ["equity"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                PortfolioSnapshot.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                        writer.uint32(16).int32(message.mode);
                    if (message.valuationCurrency != null && $Object.hasOwnProperty.call(message, "valuationCurrency") && message.valuationCurrency !== "")
                        writer.uint32(26).string(message.valuationCurrency);
                    if (message.accountSeq != null && $Object.hasOwnProperty.call(message, "accountSeq") && (typeof message.accountSeq === "object" ? message.accountSeq.low || message.accountSeq.high : message.accountSeq !== 0))
                        writer.uint32(32).uint64(message.accountSeq);
                    if (message.riskEpoch != null && $Object.hasOwnProperty.call(message, "riskEpoch") && (typeof message.riskEpoch === "object" ? message.riskEpoch.low || message.riskEpoch.high : message.riskEpoch !== 0))
                        writer.uint32(40).uint64(message.riskEpoch);
                    if (message.balances != null && message.balances.length)
                        for (let i = 0; i < message.balances.length; ++i)
                            $root.oasis.trading.v1.PortfolioBalance.encode(message.balances[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.positions != null && message.positions.length)
                        for (let i = 0; i < message.positions.length; ++i)
                            $root.oasis.trading.v1.PortfolioPosition.encode(message.positions[i], writer.uint32(58).fork(), _depth + 1).ldelim();
                    if (message.byStrategy != null && message.byStrategy.length)
                        for (let i = 0; i < message.byStrategy.length; ++i)
                            $root.oasis.trading.v1.StrategyPortfolioPosition.encode(message.byStrategy[i], writer.uint32(66).fork(), _depth + 1).ldelim();
                    if (message.equity != null && $Object.hasOwnProperty.call(message, "equity"))
                        writer.uint32(74).string(message.equity);
                    if (message.grossExposure != null && $Object.hasOwnProperty.call(message, "grossExposure") && message.grossExposure !== "")
                        writer.uint32(82).string(message.grossExposure);
                    if (message.netExposure != null && $Object.hasOwnProperty.call(message, "netExposure") && message.netExposure !== "")
                        writer.uint32(90).string(message.netExposure);
                    if (message.openOrders != null && $Object.hasOwnProperty.call(message, "openOrders") && message.openOrders !== 0)
                        writer.uint32(96).uint32(message.openOrders);
                    if (message.ts != null && $Object.hasOwnProperty.call(message, "ts") && (typeof message.ts === "object" ? message.ts.low || message.ts.high : message.ts !== 0))
                        writer.uint32(105).fixed64(message.ts);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                PortfolioSnapshot.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.PortfolioSnapshot();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.valuationCurrency = value;
                                else
                                    delete message.valuationCurrency;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.accountSeq = value;
                                else
                                    delete message.accountSeq;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.riskEpoch = value;
                                else
                                    delete message.riskEpoch;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.balances && message.balances.length))
                                    message.balances = [];
                                message.balances.push($root.oasis.trading.v1.PortfolioBalance.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.positions && message.positions.length))
                                    message.positions = [];
                                message.positions.push($root.oasis.trading.v1.PortfolioPosition.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.byStrategy && message.byStrategy.length))
                                    message.byStrategy = [];
                                message.byStrategy.push($root.oasis.trading.v1.StrategyPortfolioPosition.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.equity = reader.stringVerify();
                                message._equity = "equity";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.grossExposure = value;
                                else
                                    delete message.grossExposure;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.netExposure = value;
                                else
                                    delete message.netExposure;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.openOrders = value;
                                else
                                    delete message.openOrders;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 1)
                                    break;
                                if (typeof (value = reader.fixed64()) === "object" ? value.low || value.high : value !== 0)
                                    message.ts = value;
                                else
                                    delete message.ts;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return PortfolioSnapshot;
            })();

            v1.SubmitOrderRequest = (function() {

                const SubmitOrderRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SubmitOrderRequest.prototype.intent = null;
                SubmitOrderRequest.prototype.sentBefore = false;

                SubmitOrderRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.intent != null && $Object.hasOwnProperty.call(message, "intent"))
                        $root.oasis.trading.v1.OrderIntent.encode(message.intent, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.sentBefore != null && $Object.hasOwnProperty.call(message, "sentBefore") && message.sentBefore !== false)
                        writer.uint32(16).bool(message.sentBefore);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SubmitOrderRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.SubmitOrderRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.intent = $root.oasis.trading.v1.OrderIntent.decode(reader, reader.size(), $undefined, _depth + 1, message.intent);
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.sentBefore = value;
                                else
                                    delete message.sentBefore;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SubmitOrderRequest;
            })();

            v1.Placed = (function() {

                const Placed = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Placed.prototype.clientOrderId = "";
                Placed.prototype.state = 0;

                Placed.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.clientOrderId != null && $Object.hasOwnProperty.call(message, "clientOrderId") && message.clientOrderId !== "")
                        writer.uint32(10).string(message.clientOrderId);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(16).int32(message.state);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Placed.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Placed();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.clientOrderId = value;
                                else
                                    delete message.clientOrderId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Placed;
            })();

            v1.Refused = (function() {

                const Refused = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                Refused.prototype.reason = 0;
                Refused.prototype.message = "";

                Refused.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                        writer.uint32(8).int32(message.reason);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(18).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                Refused.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.Refused();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Refused;
            })();

            v1.SubmitOrderResponse = (function() {

                const SubmitOrderResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                SubmitOrderResponse.prototype.denied = null;
                SubmitOrderResponse.prototype.placed = null;
                SubmitOrderResponse.prototype.refused = null;

                let $oneOfFields;

                $Object.defineProperty(SubmitOrderResponse.prototype, "outcome", {
                    get: $util.oneOfGetter($oneOfFields = ["denied", "placed", "refused"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                SubmitOrderResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.denied != null && $Object.hasOwnProperty.call(message, "denied"))
                        $root.oasis.trading.v1.Denied.encode(message.denied, writer.uint32(10).fork(), _depth + 1).ldelim();
                    if (message.placed != null && $Object.hasOwnProperty.call(message, "placed"))
                        $root.oasis.trading.v1.Placed.encode(message.placed, writer.uint32(18).fork(), _depth + 1).ldelim();
                    if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                        $root.oasis.trading.v1.Refused.encode(message.refused, writer.uint32(26).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                SubmitOrderResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.SubmitOrderResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.denied = $root.oasis.trading.v1.Denied.decode(reader, reader.size(), $undefined, _depth + 1, message.denied);
                                message.outcome = "denied";
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.placed = $root.oasis.trading.v1.Placed.decode(reader, reader.size(), $undefined, _depth + 1, message.placed);
                                message.outcome = "placed";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.refused = $root.oasis.trading.v1.Refused.decode(reader, reader.size(), $undefined, _depth + 1, message.refused);
                                message.outcome = "refused";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SubmitOrderResponse;
            })();

            v1.RiskServiceCancelOrderRequest = (function() {

                const RiskServiceCancelOrderRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RiskServiceCancelOrderRequest.prototype.clientOrderId = "";
                RiskServiceCancelOrderRequest.prototype.reason = "";

                RiskServiceCancelOrderRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.clientOrderId != null && $Object.hasOwnProperty.call(message, "clientOrderId") && message.clientOrderId !== "")
                        writer.uint32(10).string(message.clientOrderId);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(18).string(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RiskServiceCancelOrderRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.RiskServiceCancelOrderRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.clientOrderId = value;
                                else
                                    delete message.clientOrderId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RiskServiceCancelOrderRequest;
            })();

            v1.RiskServiceCancelOrderResponse = (function() {

                const RiskServiceCancelOrderResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                RiskServiceCancelOrderResponse.prototype.accepted = false;
                RiskServiceCancelOrderResponse.prototype.state = 0;
                RiskServiceCancelOrderResponse.prototype.message = "";

                RiskServiceCancelOrderResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accepted != null && $Object.hasOwnProperty.call(message, "accepted") && message.accepted !== false)
                        writer.uint32(8).bool(message.accepted);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(16).int32(message.state);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(26).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                RiskServiceCancelOrderResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.RiskServiceCancelOrderResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.accepted = value;
                                else
                                    delete message.accepted;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return RiskServiceCancelOrderResponse;
            })();

            v1.HaltRequest = (function() {

                const HaltRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                HaltRequest.prototype.accountId = "";
                HaltRequest.prototype.flatten = false;
                HaltRequest.prototype.acceptStalePrices = false;
                HaltRequest.prototype.reason = "";
                HaltRequest.prototype.by = "";

                HaltRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.flatten != null && $Object.hasOwnProperty.call(message, "flatten") && message.flatten !== false)
                        writer.uint32(16).bool(message.flatten);
                    if (message.acceptStalePrices != null && $Object.hasOwnProperty.call(message, "acceptStalePrices") && message.acceptStalePrices !== false)
                        writer.uint32(24).bool(message.acceptStalePrices);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(34).string(message.reason);
                    if (message.by != null && $Object.hasOwnProperty.call(message, "by") && message.by !== "")
                        writer.uint32(42).string(message.by);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                HaltRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.HaltRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.flatten = value;
                                else
                                    delete message.flatten;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.acceptStalePrices = value;
                                else
                                    delete message.acceptStalePrices;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.by = value;
                                else
                                    delete message.by;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return HaltRequest;
            })();

            v1.FlattenStep = (function() {

                const FlattenStep = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                FlattenStep.prototype.instrumentId = "";
                FlattenStep.prototype.outcome = "";
                FlattenStep.prototype.detail = "";

                FlattenStep.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.instrumentId != null && $Object.hasOwnProperty.call(message, "instrumentId") && message.instrumentId !== "")
                        writer.uint32(10).string(message.instrumentId);
                    if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome") && message.outcome !== "")
                        writer.uint32(18).string(message.outcome);
                    if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                        writer.uint32(26).string(message.detail);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                FlattenStep.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.FlattenStep();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.instrumentId = value;
                                else
                                    delete message.instrumentId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.outcome = value;
                                else
                                    delete message.outcome;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.detail = value;
                                else
                                    delete message.detail;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return FlattenStep;
            })();

            v1.HaltResponse = (function() {

                const HaltResponse = function (properties) {
                    this.open = [];
                    this.unresolved = [];
                    this.flattening = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                HaltResponse.prototype.haltEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                HaltResponse.prototype.verified = false;
                HaltResponse.prototype.open = $util.emptyArray;
                HaltResponse.prototype.unresolved = $util.emptyArray;
                HaltResponse.prototype.message = "";
                HaltResponse.prototype.flattening = $util.emptyArray;
                HaltResponse.prototype.recorded = false;

                HaltResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.haltEpoch != null && $Object.hasOwnProperty.call(message, "haltEpoch") && (typeof message.haltEpoch === "object" ? message.haltEpoch.low || message.haltEpoch.high : message.haltEpoch !== 0))
                        writer.uint32(8).uint64(message.haltEpoch);
                    if (message.verified != null && $Object.hasOwnProperty.call(message, "verified") && message.verified !== false)
                        writer.uint32(16).bool(message.verified);
                    if (message.open != null && message.open.length)
                        for (let i = 0; i < message.open.length; ++i)
                            writer.uint32(26).string(message.open[i]);
                    if (message.unresolved != null && message.unresolved.length)
                        for (let i = 0; i < message.unresolved.length; ++i)
                            writer.uint32(34).string(message.unresolved[i]);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(42).string(message.message);
                    if (message.flattening != null && message.flattening.length)
                        for (let i = 0; i < message.flattening.length; ++i)
                            $root.oasis.trading.v1.FlattenStep.encode(message.flattening[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                    if (message.recorded != null && $Object.hasOwnProperty.call(message, "recorded") && message.recorded !== false)
                        writer.uint32(56).bool(message.recorded);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                HaltResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.HaltResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.haltEpoch = value;
                                else
                                    delete message.haltEpoch;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.verified = value;
                                else
                                    delete message.verified;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.open && message.open.length))
                                    message.open = [];
                                message.open.push(reader.stringVerify());
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.unresolved && message.unresolved.length))
                                    message.unresolved = [];
                                message.unresolved.push(reader.stringVerify());
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.flattening && message.flattening.length))
                                    message.flattening = [];
                                message.flattening.push($root.oasis.trading.v1.FlattenStep.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.recorded = value;
                                else
                                    delete message.recorded;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return HaltResponse;
            })();

            v1.GetRiskStateRequest = (function() {

                const GetRiskStateRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                GetRiskStateRequest.prototype.accountId = "";

                GetRiskStateRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.accountId != null && $Object.hasOwnProperty.call(message, "accountId") && message.accountId !== "")
                        writer.uint32(10).string(message.accountId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                GetRiskStateRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.GetRiskStateRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.accountId = value;
                                else
                                    delete message.accountId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GetRiskStateRequest;
            })();

            v1.GetRiskStateResponse = (function() {

                const GetRiskStateResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                GetRiskStateResponse.prototype.open = false;
                GetRiskStateResponse.prototype.reason = "";
                GetRiskStateResponse.prototype.riskEpoch = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
                GetRiskStateResponse.prototype.accountSeq = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                GetRiskStateResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.open != null && $Object.hasOwnProperty.call(message, "open") && message.open !== false)
                        writer.uint32(8).bool(message.open);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                        writer.uint32(18).string(message.reason);
                    if (message.riskEpoch != null && $Object.hasOwnProperty.call(message, "riskEpoch") && (typeof message.riskEpoch === "object" ? message.riskEpoch.low || message.riskEpoch.high : message.riskEpoch !== 0))
                        writer.uint32(24).uint64(message.riskEpoch);
                    if (message.accountSeq != null && $Object.hasOwnProperty.call(message, "accountSeq") && (typeof message.accountSeq === "object" ? message.accountSeq.low || message.accountSeq.high : message.accountSeq !== 0))
                        writer.uint32(32).uint64(message.accountSeq);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                GetRiskStateResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.oasis.trading.v1.GetRiskStateResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.open = value;
                                else
                                    delete message.open;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.riskEpoch = value;
                                else
                                    delete message.riskEpoch;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.accountSeq = value;
                                else
                                    delete message.accountSeq;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GetRiskStateResponse;
            })();

            return v1;
        })();

        return trading;
    })();

    return oasis;
})();

export {
  $root as default
};
