<?php
/**
 * Plugin Name: Tresen Button
 * Description: Puts the button of your Tresen counter on every page. Until it is tapped: one small file from your own server, no cookie, no storage.
 * Version: 1.0.0
 * Requires at least: 6.0
 * Requires PHP: 7.4
 * License: Apache-2.0
 * License URI: https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain: tresen-button
 *
 * The snippet that the inbox makes (Laden, Website) is pasted into one field. It is taken apart there, and put together anew on the pages:
 * nothing of it is printed as it was typed.
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const TRESEN_BUTTON_OPTION = 'tresen_button';
const TRESEN_BUTTON_ACTION = 'tresen_button_save';
const TRESEN_BUTTON_DATA   = array( 'shop', 'name', 'text', 'hours', 'side', 'colour', 'theme', 'lang', 'hide', 'sound' );
const TRESEN_BUTTON_MOST   = 20000;

/** A word in the language of whoever reads it: German, else English. */
function tresen_button_word( $key ) {
	static $words = array(
		'title'   => array( 'Tresen-Knopf', 'Tresen button' ),
		'lead'    => array(
			'Im Posteingang von Tresen: Laden, Website, „Schnipsel kopieren“. Hier einfügen und speichern. Leer heißt: kein Knopf.',
			'In the inbox of Tresen: Shop, Website, “Copy snippet”. Paste it here and save. Empty means: no button.',
		),
		'field'   => array( 'Schnipsel', 'Snippet' ),
		'save'    => array( 'Speichern', 'Save' ),
		'saved'   => array( 'Gespeichert. Der Knopf steht jetzt auf jeder Seite.', 'Saved. The button is on every page now.' ),
		'removed' => array( 'Gespeichert. Es gibt keinen Knopf mehr.', 'Saved. There is no button any more.' ),
		'wrong'   => array(
			'Das ist kein Schnipsel von Tresen. Nichts wurde geändert. Kopiere ihn noch einmal, mit Link und Skript.',
			'That is no snippet of Tresen. Nothing was changed. Copy it once more, with link and script.',
		),
		'denied'  => array( 'Das dürfen nur Administratoren.', 'Only administrators may do that.' ),
		'allow'   => array(
			'Damit sich die Unterhaltung auf der Website öffnet, muss diese Adresse im Posteingang unter Website erlaubt sein:',
			'For the conversation to open on the website, this address must be allowed in the inbox under Website:',
		),
	);
	$locale = function_exists( 'get_user_locale' ) && is_admin() ? get_user_locale() : get_locale();
	return $words[ $key ][ 0 === strpos( $locale, 'de' ) ? 0 : 1 ];
}

/** The attributes of the first such tag, decoded; null: there is none. */
function tresen_button_attributes( $tag, $snippet ) {
	if ( ! preg_match( '/<' . $tag . '\s([^<>]*)>/i', $snippet, $found ) ) {
		return null;
	}
	preg_match_all( '/([a-z-]+)="([^"<>]*)"/', $found[1], $pairs, PREG_SET_ORDER );
	$attributes = array();
	foreach ( $pairs as $pair ) {
		$attributes[ $pair[1] ] = html_entity_decode( $pair[2], ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	}
	return $attributes;
}

/** What a snippet says: the link, its words, the loader and the choices. null: it is none that Tresen makes. */
function tresen_button_read( $snippet ) {
	if ( strlen( $snippet ) > TRESEN_BUTTON_MOST ) {
		return null;
	}
	$link   = tresen_button_attributes( 'a', $snippet );
	$script = tresen_button_attributes( 'script', $snippet );
	if ( null === $link || null === $script || ! preg_match( '/<a\s[^<>]*>([^<>]*)<\/a>/', $snippet, $words ) ) {
		return null;
	}
	$src  = isset( $script['src'] ) ? $script['src'] : '';
	$hash = isset( $script['integrity'] ) ? $script['integrity'] : '';
	$shop = isset( $script['data-shop'] ) ? $script['data-shop'] : '';
	$href = isset( $link['href'] ) ? $link['href'] : '';
	$host = '(?:https:\/\/[a-z0-9.-]+(?::[0-9]+)?|http:\/\/(?:localhost|127\.0\.0\.1)(?::[0-9]+)?)';
	if ( ! preg_match( '/^(' . $host . ')\/widget\/[0-9a-f]{16}\.js$/D', $src, $origin )
		|| ! preg_match( '/^sha384-[A-Za-z0-9+\/]{64}$/D', $hash )
		|| ! preg_match( '/^[a-z0-9-]{3,40}$/D', $shop )
		|| ! preg_match( '/^' . preg_quote( $origin[1] . '/' . $shop, '/' ) . '#[A-Za-z0-9=&%._~-]+$/D', $href ) ) {
		return null;
	}
	$data = array();
	foreach ( TRESEN_BUTTON_DATA as $name ) {
		if ( isset( $script[ 'data-' . $name ] ) ) {
			$data[ $name ] = $script[ 'data-' . $name ];
		}
	}
	return array(
		'href'      => $href,
		'words'     => html_entity_decode( $words[1], ENT_QUOTES | ENT_HTML5, 'UTF-8' ),
		'src'       => $src,
		'integrity' => $hash,
		'data'      => $data,
	);
}

/** The snippet anew, each value escaped for its place. */
function tresen_button_html( $button ) {
	$html  = '<aside class="tresen-button"><a href="' . esc_url( $button['href'], array( 'http', 'https' ) ) . '">' . esc_html( $button['words'] ) . "</a></aside>\n";
	$html .= '<script async src="' . esc_url( $button['src'], array( 'http', 'https' ) ) . '" integrity="' . esc_attr( $button['integrity'] ) . '" crossorigin="anonymous"';
	foreach ( $button['data'] as $name => $value ) {
		$html .= ' data-' . $name . '="' . esc_attr( $value ) . '"';
	}
	return $html . "></script>\n";
}

/** On every page of the website, at its end. */
function tresen_button_footer() {
	$button = get_option( TRESEN_BUTTON_OPTION );
	if ( is_array( $button ) && isset( $button['href'], $button['words'], $button['src'], $button['integrity'], $button['data'] ) ) {
		echo tresen_button_html( $button ); // phpcs:ignore WordPress.Security.EscapeOutput -- escaped value by value.
	}
}

function tresen_button_menu() {
	$title = tresen_button_word( 'title' );
	add_options_page( $title, $title, 'manage_options', 'tresen-button', 'tresen_button_page' );
}

/** The page of settings. */
function tresen_button_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		wp_die( esc_html( tresen_button_word( 'denied' ) ), '', array( 'response' => 403 ) );
	}
	$button = get_option( TRESEN_BUTTON_OPTION );
	$said   = isset( $_GET['tresen'] ) ? sanitize_key( wp_unslash( $_GET['tresen'] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification -- shown, nothing is done.
	echo '<div class="wrap"><h1>' . esc_html( tresen_button_word( 'title' ) ) . '</h1>';
	if ( in_array( $said, array( 'saved', 'removed', 'wrong' ), true ) ) {
		$kind = 'wrong' === $said ? 'notice-error' : 'notice-success';
		echo '<div class="notice ' . esc_attr( $kind ) . '" role="status"><p>' . esc_html( tresen_button_word( $said ) ) . '</p></div>';
	}
	echo '<p>' . esc_html( tresen_button_word( 'lead' ) ) . '</p>';
	echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '">';
	echo '<input type="hidden" name="action" value="' . esc_attr( TRESEN_BUTTON_ACTION ) . '">';
	wp_nonce_field( TRESEN_BUTTON_ACTION );
	echo '<p><label for="tresen-snippet">' . esc_html( tresen_button_word( 'field' ) ) . '</label></p>';
	echo '<p><textarea id="tresen-snippet" name="snippet" rows="12" class="large-text code" spellcheck="false">';
	echo esc_textarea( is_array( $button ) ? tresen_button_html( $button ) : '' ) . '</textarea></p>';
	echo '<p><button class="button button-primary" type="submit">' . esc_html( tresen_button_word( 'save' ) ) . '</button></p></form>';
	$home = wp_parse_url( home_url() );
	$port = isset( $home['port'] ) ? ':' . $home['port'] : '';
	echo '<p>' . esc_html( tresen_button_word( 'allow' ) ) . ' <code>' . esc_html( $home['scheme'] . '://' . $home['host'] . $port ) . '</code></p></div>';
}

/** Takes what was pasted. Only an administrator, only from that page. */
function tresen_button_save() {
	if ( ! current_user_can( 'manage_options' ) ) {
		wp_die( esc_html( tresen_button_word( 'denied' ) ), '', array( 'response' => 403 ) );
	}
	check_admin_referer( TRESEN_BUTTON_ACTION );
	// Nothing is stripped here: what is no snippet is refused as a whole, and of one that is each value is checked.
	$snippet = isset( $_POST['snippet'] ) && is_string( $_POST['snippet'] ) ? trim( wp_unslash( $_POST['snippet'] ) ) : ''; // phpcs:ignore WordPress.Security.ValidatedSanitizedInput
	$said    = 'saved';
	if ( '' === $snippet ) {
		delete_option( TRESEN_BUTTON_OPTION );
		$said = 'removed';
	} else {
		$button = tresen_button_read( $snippet );
		if ( null === $button ) {
			$said = 'wrong';
		} else {
			update_option( TRESEN_BUTTON_OPTION, $button );
		}
	}
	wp_safe_redirect( admin_url( 'options-general.php?page=tresen-button&tresen=' . $said ) );
	exit;
}

/** Deleted, the plug-in leaves nothing behind. */
function tresen_button_uninstall() {
	delete_option( TRESEN_BUTTON_OPTION );
}

add_action( 'wp_footer', 'tresen_button_footer', 100 );
add_action( 'admin_menu', 'tresen_button_menu' );
add_action( 'admin_post_' . TRESEN_BUTTON_ACTION, 'tresen_button_save' );
register_uninstall_hook( __FILE__, 'tresen_button_uninstall' );
