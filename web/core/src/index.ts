// What the apps use of the core; tests and apps may also import a module by name: @tresen/core/seal.
export {};
