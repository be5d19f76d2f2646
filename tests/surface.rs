//! What a caller can see of the generated code, one snapshot per product.
//!
//! A change of the spec shows up here as a small diff. To accept it: `cargo xtask generate`.

use std::fs;

use bayar_codegen::{files, generate, sources, surface::surface};

#[test]
fn every_product_has_the_surface_of_its_snapshot() {
    let modules =
        generate(&sources(bayar_spec::XENDIT, bayar_spec::FINPAY)).expect("the specs generate");
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots/surface");
    settings.bind(|| {
        for (module, provider) in modules.iter().zip(["xendit", "finpay"]) {
            for (product, text) in surface(module) {
                insta::assert_snapshot!(format!("{provider}-{product}"), text);
            }
        }
        let mut codes: Vec<_> = modules
            .iter()
            .flat_map(|module| module.contract.error_codes())
            .collect();
        codes.sort_unstable();
        codes.dedup_by_key(|(code, _)| *code);
        let codes: Vec<_> = codes.iter().map(|(code, _)| *code).collect();
        insta::assert_snapshot!("error-codes", codes.join("\n"));
    });
}

/// So the surface is the same with the generator and without.
#[test]
fn a_build_without_the_generator_compiles_the_same_rust() {
    let modules =
        generate(&sources(bayar_spec::XENDIT, bayar_spec::FINPAY)).expect("the specs generate");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/generated");
    let made = files(&modules, &[]);
    for (name, rust) in &made {
        let committed = fs::read_to_string(format!("{folder}/{name}")).unwrap_or_default();
        assert!(
            committed == *rust,
            "src/generated/{name} is stale: `cargo xtask generate`"
        );
    }
    let committed = fs::read_dir(folder).expect("it is there").count();
    assert_eq!(
        committed,
        made.len(),
        "src/generated has a file that nothing writes"
    );
}
