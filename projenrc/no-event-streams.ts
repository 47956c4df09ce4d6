// Replaces, in the bundle of the command, the module that the SDK loads for operations that stream events. The command calls none of those.
export {};
