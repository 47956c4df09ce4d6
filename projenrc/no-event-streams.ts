// Stands in the bundle of the command for what the SDK loads when an operation streams events. None that the command calls does.
export {};
