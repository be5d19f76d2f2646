//! What a caller can see of the generated code, one snapshot per product.
//!
//! A change of the spec shows up here as a small diff. To accept it: `cargo xtask generate`.

use bayar_codegen::{generate, sources, surface::surface};

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
